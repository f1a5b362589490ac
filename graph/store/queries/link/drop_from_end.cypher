// Take away the relationships of a type that end at these records.
// Parameters: ids (list of text)
// Returns: nothing
UNWIND $ids AS wanted
MATCH (:«end» {id: wanted})<-[r:«type»]-(:«start»)
DELETE r
