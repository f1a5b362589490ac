// How many ties there are, counted up to a number.
// Parameters: most (number)
// Returns: count
MATCH ()-[t:TIE]->()
WITH t LIMIT $most
RETURN count(t) AS count
