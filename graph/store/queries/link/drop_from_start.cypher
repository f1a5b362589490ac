// Take away the relationships of a type that begin at these records.
// Parameters: ids (list of text)
// Returns: nothing
UNWIND $ids AS wanted
MATCH (:«start» {id: wanted})-[r:«type»]->(:«end»)
DELETE r
