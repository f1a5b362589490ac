// What came with one change.
// Parameters: id (text: the id of a change)
// Returns: row (map of properties)
MATCH (n:Delivery)
WHERE n.change_id = $id
RETURN properties(n) AS row
