// Of these ties those that are there and join the same organisations.
// Parameters: rows (list of maps: id, from_id, to_id)
// Returns: row (map of properties), from_id, to_id
UNWIND $rows AS wanted
MATCH (a:Organisation {id: wanted.from_id})-[t:TIE]->(b:Organisation {id: wanted.to_id})
WHERE t.id = wanted.id
RETURN properties(t) AS row, a.id AS from_id, b.id AS to_id
