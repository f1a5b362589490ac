// New indicators.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Indicator {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  measure: row.measure, chosen_by_young_people: row.chosen_by_young_people
})
