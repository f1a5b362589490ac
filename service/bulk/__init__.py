"""All rows of an organisation in a spreadsheet: down, changed elsewhere, and up again."""
