// Say which change made each of what a change made.
// Parameters: rows (list of maps: id, change)
// Returns: count
UNWIND $rows AS row
MATCH (n:«label» {id: row.id})
MATCH (c:Change {id: row.change})
CREATE (n)-[:MADE_BY]->(c)
RETURN count(*) AS count
