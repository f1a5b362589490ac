// Somebody's drafts, the last changed first.
// Parameters: account (text)
// Returns: id
MATCH (n:Draft)-[:DRAFTED_BY]->(:Account {id: $account})
RETURN n.id AS id
ORDER BY n.changed_at DESC, n.id
