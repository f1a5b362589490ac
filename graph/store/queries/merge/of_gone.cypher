// The merges in which one record went, newest first.
// Parameters: kind (text), id (text)
// Returns: id
MATCH (n:Merge {gone_id: $id})
WHERE n.kind = $kind
RETURN n.id AS id
ORDER BY n.at DESC, n.id
