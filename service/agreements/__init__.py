"""Agreements to share: two sides, one text, yes from both, use in hours, and a look back."""
