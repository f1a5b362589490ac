// Everything that sources said of one record.
// Parameters: kind (text), id (text: the id of a record)
// Returns: row (map of properties)
MATCH (n:Delivery {record_id: $id})
WHERE n.kind = $kind
RETURN properties(n) AS row
