"""Spreadsheets of any layout: saved mappings, drafts of imports, what the graph adds to them."""
