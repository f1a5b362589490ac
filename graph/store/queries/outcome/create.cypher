// New outcomes.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Outcome {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  origin: row.origin, description: row.description
})
