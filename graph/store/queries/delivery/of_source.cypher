// Everything that a source said of its records.
// Parameters: id (text: the id of a source)
// Returns: row (map of properties)
MATCH (n:Delivery)
WHERE n.source_id = $id
RETURN properties(n) AS row
