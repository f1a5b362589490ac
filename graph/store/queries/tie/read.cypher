// Every tie.
// Parameters: none
// Returns: row (map of properties), from_id, to_id
MATCH (a:Organisation)-[t:TIE]->(b:Organisation)
RETURN properties(t) AS row, a.id AS from_id, b.id AS to_id
