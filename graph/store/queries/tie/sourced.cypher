// The ties that rest on one of these sources.
// Parameters: ids (list of text), most (number)
// Returns: id, source
MATCH (:Organisation)-[t:TIE]->(:Organisation)
WHERE t.source_id IN $ids
RETURN t.id AS id, t.source_id AS source
LIMIT $most
