// The newest changes, newest first.
// Parameters: most (number)
// Returns: row (map of properties)
MATCH (c:Change)
RETURN properties(c) AS row
ORDER BY c.at DESC, c.id
LIMIT $most
