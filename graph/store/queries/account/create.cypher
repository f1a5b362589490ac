// New accounts.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Account {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on
})
