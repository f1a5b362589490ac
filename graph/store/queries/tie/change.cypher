// Replace every property of ties that join the same organisations as before.
// Parameters: rows (list of maps: from_id, to_id, properties: those of a tie)
// Returns: count
UNWIND $rows AS row
MATCH (a:Organisation {id: row.from_id})-[t:TIE]->(b:Organisation {id: row.to_id})
WHERE t.id = row.properties.id
SET t = row.properties
RETURN count(t) AS count
