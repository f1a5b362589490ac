// The many records that some changes added.
// Parameters: ids (list of text: the ids of changes)
// Returns: kind, ids
UNWIND $ids AS wanted
MATCH (c:Change {id: wanted})<-[:MADE_BY]-(a:Arrival)
RETURN a.kind AS kind, a.record_ids AS ids
