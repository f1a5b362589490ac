// Letters that have not been sent, oldest first.
// Parameters: none
// Returns: id
MATCH (n:Letter)
WHERE n.sent_at IS NULL
RETURN n.id AS id
ORDER BY n.written_at, n.id
