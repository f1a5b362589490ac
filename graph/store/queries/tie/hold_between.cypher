// Hold ties where they join the same organisations, which is quick however many ties there are.
// Parameters: rows (list of maps: id, from_id, to_id)
// Returns: count
UNWIND $rows AS row
MATCH (a:Organisation {id: row.from_id})-[t:TIE]->(b:Organisation {id: row.to_id})
WHERE t.id = row.id
SET t.id = t.id
RETURN count(t) AS count
