// New organisations.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Organisation {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  kind: row.kind, description: row.description, website: row.website,
  identifiers: row.identifiers
})
