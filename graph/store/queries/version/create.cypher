// What one change did to single records.
// Parameters: change (text: the id of a change), rows (list of maps of properties)
// Returns: count
MATCH (c:Change {id: $change})
UNWIND $rows AS row
CREATE (v:Version {
  id: row.id, kind: row.kind, record_id: row.record_id, deed: row.deed, before: row.before
})
CREATE (v)-[:MADE_BY]->(c)
RETURN count(v) AS count
