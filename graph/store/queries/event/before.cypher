// Events from before a moment.
// Parameters: before (text: a moment)
// Returns: id
MATCH (n:Event)
WHERE n.at < $before
RETURN n.id AS id
