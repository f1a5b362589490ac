// The single records that some changes touched.
// Parameters: ids (list of text: the ids of changes)
// Returns: kind, id
UNWIND $ids AS wanted
MATCH (c:Change {id: wanted})<-[:MADE_BY]-(v:Version)
RETURN v.kind AS kind, v.record_id AS id
