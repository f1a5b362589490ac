// Remove ties that join the organisations that they are thought to join.
// Parameters: rows (list of maps: id, from_id, to_id)
// Returns: count
UNWIND $rows AS row
MATCH (a:Organisation {id: row.from_id})-[t:TIE]->(b:Organisation {id: row.to_id})
WHERE t.id = row.id
DELETE t
RETURN count(*) AS count
