// How many records some changes touched together.
// Parameters: ids (list of text)
// Returns: count
UNWIND $ids AS wanted
MATCH (c:Change {id: wanted})
RETURN coalesce(sum(c.added + c.changed + c.removed), 0) AS count
