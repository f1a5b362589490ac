// The records that rest on one of these sources.
// Parameters: ids (list of text), most (number)
// Returns: id, source
MATCH (n:«label»)
WHERE n.source_id IN $ids
RETURN n.id AS id, n.source_id AS source
LIMIT $most
