// Hold records until the end of the transaction, so that nobody else changes them meanwhile.
// Parameters: ids (list of text)
// Returns: count
UNWIND $ids AS wanted
MATCH (n:«label» {id: wanted})
SET n.id = n.id
RETURN count(n) AS count
