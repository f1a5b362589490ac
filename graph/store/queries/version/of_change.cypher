// What one change did to single records.
// Parameters: change (text: the id of a change)
// Returns: row (map of properties)
MATCH (v:Version)-[:MADE_BY]->(:Change {id: $change})
RETURN properties(v) AS row
