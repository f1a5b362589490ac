// Which of these ids exist.
// Parameters: ids (list of text)
// Returns: id
UNWIND $ids AS wanted
MATCH (n:«label» {id: wanted})
RETURN n.id AS id
