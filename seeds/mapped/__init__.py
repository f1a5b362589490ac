"""Any spreadsheet: its table found, its columns guessed, its values mapped to our terms.

Nobody's spreadsheet looks like ours. A :mod:`~seeds.mapped.grid` is found in it, a
:mod:`~seeds.mapped.guess` says which column is which field, a person confirms it as a
:class:`~seeds.mapped.mapping.Mapping` that can be saved and used again, and
:func:`~seeds.mapped.reader.read_mapped` makes records of the rows that can be taken.
"""
