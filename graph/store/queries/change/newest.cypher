// How many changes there are, and the newest of them.
// Parameters: none
// Returns: count, id (null where there is none)
MATCH (c:Change)
WITH c ORDER BY c.at DESC, c.id
WITH collect(c.id) AS ids
RETURN size(ids) AS count, head(ids) AS id
