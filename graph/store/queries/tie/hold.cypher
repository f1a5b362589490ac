// Hold ties until the end of the transaction, so that nobody else changes them meanwhile.
// Parameters: ids (list of text)
// Returns: count
MATCH (:Organisation)-[t:TIE]->(:Organisation)
WHERE t.id IN $ids
SET t.id = t.id
RETURN count(t) AS count
