// What was taken out since a moment.
// Parameters: since (text: a moment)
// Returns: row (map of properties), change (map of properties)
MATCH (c:Change)<-[:MADE_BY]-(v:Version {deed: 'removed'})
WHERE c.at >= $since
RETURN properties(v) AS row, properties(c) AS change
ORDER BY c.at DESC, v.id
