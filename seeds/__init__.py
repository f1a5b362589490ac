"""The data in: the demo county, and one reader for each outside format; no database."""
