// New reviews of agreements.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Review {
  id: row.id, on: row.on, again: row.again, went_well: row.went_well, to_change: row.to_change,
  source_id: row.source_id
})
