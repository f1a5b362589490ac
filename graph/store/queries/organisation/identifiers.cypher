// The org-ids of the organisations that have any.
// Parameters: none
// Returns: id, identifiers
MATCH (n:Organisation)
WHERE n.identifiers IS NOT NULL
RETURN n.id AS id, n.identifiers AS identifiers
