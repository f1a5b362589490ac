// The moment of the newest change, in whatever order they were kept.
// Parameters: none
// Returns: at (text: a moment; null where there is no change)
MATCH (c:Change)
RETURN max(c.at) AS at
