// Tokens that ended before a moment.
// Parameters: before (text: a moment)
// Returns: id
MATCH (n:Token)
WHERE n.expires_at < $before
RETURN n.id AS id
