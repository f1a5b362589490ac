// How many ties there are.
// Parameters: none
// Returns: count
MATCH ()-[t:TIE]->()
RETURN count(t) AS count
