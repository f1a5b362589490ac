// The newest letters, newest first.
// Parameters: most (number)
// Returns: id
MATCH (n:Letter)
RETURN n.id AS id
ORDER BY n.written_at DESC, n.id
LIMIT $most
