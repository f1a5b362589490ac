// New agreements.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Agreement {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  stage: row.stage, starts_on: row.starts_on, ends_on: row.ends_on, hours_used: row.hours_used
})
