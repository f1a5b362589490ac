// When each record of which it is kept what it was was last taken out.
// Parameters: none
// Returns: kind, id, at
MATCH (c:Change)<-[:MADE_BY]-(v:Version {deed: 'removed'})
WHERE v.before IS NOT NULL
RETURN v.kind AS kind, v.record_id AS id, max(c.at) AS at
