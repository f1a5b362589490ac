// New priorities.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Priority {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  agreed_on: row.agreed_on, theme: row.theme, age_from: row.age_from, age_to: row.age_to,
  standard_hours_per_week: row.standard_hours_per_week
})
