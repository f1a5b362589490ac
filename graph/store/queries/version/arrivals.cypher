// The records of a kind that came among many, and when.
// Parameters: kind (text)
// Returns: ids (list of text), at
MATCH (c:Change)<-[:MADE_BY]-(a:Arrival {kind: $kind})
RETURN a.record_ids AS ids, c.at AS at
