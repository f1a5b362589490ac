// Replace every property of records that exist.
// Parameters: rows (list of maps of properties, each with its id)
// Returns: count
UNWIND $rows AS row
MATCH (n:«label» {id: row.id})
SET n = row
RETURN count(n) AS count
