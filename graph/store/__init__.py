"""The only code that speaks to a database."""
