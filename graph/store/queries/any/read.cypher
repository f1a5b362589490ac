// Every record of a label.
// Parameters: none
// Returns: row (map of properties)
MATCH (n:«label»)
RETURN properties(n) AS row
