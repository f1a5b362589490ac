// The ties with these ids.
// Parameters: ids (list of text)
// Returns: row (map of properties), from_id, to_id
MATCH (a:Organisation)-[t:TIE]->(b:Organisation)
WHERE t.id IN $ids
RETURN properties(t) AS row, a.id AS from_id, b.id AS to_id
