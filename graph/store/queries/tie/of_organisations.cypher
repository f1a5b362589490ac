// The ties that begin or end at these organisations.
// Parameters: ids (list of text)
// Returns: id, organisation
UNWIND $ids AS wanted
MATCH (o:Organisation {id: wanted})-[t:TIE]-(:Organisation)
RETURN t.id AS id, o.id AS organisation
