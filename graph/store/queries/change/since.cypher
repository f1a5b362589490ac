// The changes from a moment on, as one list.
// Parameters: since (text: a moment)
// Returns: changes (list of pairs: at, id)
MATCH (c:Change)
WHERE c.at >= $since
RETURN collect([c.at, c.id]) AS changes
