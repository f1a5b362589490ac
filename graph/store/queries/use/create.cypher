// New uses of what is shared.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Use {
  id: row.id, on: row.on, hours: row.hours, young_people: row.young_people, note: row.note,
  source_id: row.source_id
})
