// The changes that added one record among many.
// Parameters: kind (text), id (text)
// Returns: change (map of properties)
MATCH (a:Arrival {kind: $kind})
WHERE $id IN a.record_ids
MATCH (a)-[:MADE_BY]->(c:Change)
RETURN properties(c) AS change
