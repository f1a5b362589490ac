// What was done to one record, one at a time.
// Parameters: kind (text), id (text)
// Returns: row (map of properties), change (map of properties)
MATCH (v:Version {record_id: $id})-[:MADE_BY]->(c:Change)
WHERE v.kind = $kind
RETURN properties(v) AS row, properties(c) AS change
