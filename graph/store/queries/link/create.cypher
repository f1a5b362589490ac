// Join records; a row whose start or end is missing makes none.
// Parameters: rows (list of maps: start, end, position or null, share or null)
// Returns: count
UNWIND $rows AS row
MATCH (a:«start» {id: row.start})
MATCH (b:«end» {id: row.end})
CREATE (a)-[:«type» {position: row.position, share: row.share}]->(b)
RETURN count(*) AS count
