// The relationships of a type that begin at these records.
// Parameters: ids (list of text)
// Returns: start, end, position, share
UNWIND $ids AS wanted
MATCH (a:«start» {id: wanted})-[r:«type»]->(b:«end»)
RETURN a.id AS start, b.id AS end, r.position AS position, r.share AS share
