// The records with these ids.
// Parameters: ids (list of text)
// Returns: row (map of properties)
UNWIND $ids AS wanted
MATCH (n:«label» {id: wanted})
RETURN properties(n) AS row
