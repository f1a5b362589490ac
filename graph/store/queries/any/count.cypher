// How many records a label has.
// Parameters: none
// Returns: count
MATCH (n:«label»)
RETURN count(n) AS count
