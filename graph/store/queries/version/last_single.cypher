// When each record of a kind was last touched by a change that tells it one by one.
// Parameters: kind (text)
// Returns: id, at
MATCH (c:Change)<-[:MADE_BY]-(v:Version {kind: $kind})
RETURN v.record_id AS id, max(c.at) AS at
