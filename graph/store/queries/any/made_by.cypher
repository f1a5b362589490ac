// Which change made each of what a change made.
// Parameters: none
// Returns: id, change
MATCH (n:«label»)-[:MADE_BY]->(c:Change)
RETURN n.id AS id, c.id AS change
