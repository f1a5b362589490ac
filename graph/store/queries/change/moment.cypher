// When one change was made.
// Parameters: id (text)
// Returns: at (text: a moment)
MATCH (c:Change {id: $id})
RETURN c.at AS at
