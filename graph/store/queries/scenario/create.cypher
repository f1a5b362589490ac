// New scenarios.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Scenario {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  edits: row.edits, saved_on: row.saved_on, note: row.note,
  question: row.question
})
