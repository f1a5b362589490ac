"""Adding something: what can be added, page by page, drafts, and the rows that come of them."""
