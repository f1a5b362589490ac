// The revision: how many changes have been made.
// Parameters: none
// Returns: count
MATCH (c:Change)
RETURN count(c) AS count
