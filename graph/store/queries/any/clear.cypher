// Take out some records of a label, whichever, with all their relationships.
// Parameters: most (number)
// Returns: count
MATCH (n:«label»)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS count
