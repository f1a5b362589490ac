// That one change added many records.
// Parameters: change (text: the id of a change), rows (list of maps of properties)
// Returns: count
MATCH (c:Change {id: $change})
UNWIND $rows AS row
CREATE (a:Arrival {id: row.id, kind: row.kind, record_ids: row.record_ids})
CREATE (a)-[:MADE_BY]->(c)
RETURN count(a) AS count
