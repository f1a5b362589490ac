// Remove ties.
// Parameters: ids (list of text)
// Returns: nothing
MATCH (:Organisation)-[t:TIE]->(:Organisation)
WHERE t.id IN $ids
DELETE t
