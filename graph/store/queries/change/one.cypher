// One change.
// Parameters: id (text)
// Returns: row (map of properties)
MATCH (c:Change {id: $id})
RETURN properties(c) AS row
