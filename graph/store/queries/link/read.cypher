// Every relationship of a type between two labels.
// Parameters: none
// Returns: start, end, position, share
MATCH (a:«start»)-[r:«type»]->(b:«end»)
RETURN a.id AS start, b.id AS end, r.position AS position, r.share AS share
