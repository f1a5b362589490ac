"""Editing: the fields of each kind of row, read from a form, shown in words, compared."""
