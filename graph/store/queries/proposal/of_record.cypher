// What was proposed for a record, newest first.
// Parameters: kind (text), id (text)
// Returns: id
MATCH (n:Proposal {record_id: $id, kind: $kind})
RETURN n.id AS id
ORDER BY n.made_at DESC, n.id
