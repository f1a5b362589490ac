// The relationships of a type that end at these records.
// Parameters: ids (list of text)
// Returns: start, end, position, share
UNWIND $ids AS wanted
MATCH (b:«end» {id: wanted})<-[r:«type»]-(a:«start»)
RETURN a.id AS start, b.id AS end, r.position AS position, r.share AS share
