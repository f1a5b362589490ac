// The many records that one change added.
// Parameters: change (text: the id of a change)
// Returns: row (map of properties)
MATCH (a:Arrival)-[:MADE_BY]->(:Change {id: $change})
RETURN properties(a) AS row
