// Remove records with all their relationships.
// Parameters: ids (list of text)
// Returns: nothing
UNWIND $ids AS wanted
MATCH (n:«label» {id: wanted})
DETACH DELETE n
