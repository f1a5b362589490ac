// What sources were found not to have any more, whatever they said since.
// Parameters: none
// Returns: row (map of properties)
MATCH (n:Delivery)
WHERE n.vanished_on IS NOT NULL
RETURN properties(n) AS row
