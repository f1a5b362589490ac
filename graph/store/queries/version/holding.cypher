// Versions whose image may hold a text.
// Parameters: texts (list of text, in lower case)
// Returns: row (map of properties)
MATCH (v:Version)
WHERE v.before IS NOT NULL AND any(text IN $texts WHERE toLower(v.before) CONTAINS text)
RETURN properties(v) AS row
