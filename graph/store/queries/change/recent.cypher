// The newest changes, newest first.
// Parameters: most (number), skip (number)
// Returns: row (map of properties)
MATCH (c:Change)
RETURN properties(c) AS row
ORDER BY c.at DESC, c.id
SKIP $skip
LIMIT $most
