// New needs.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Need {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  kind: row.kind, age_from: row.age_from, age_to: row.age_to, theme: row.theme,
  audience: row.audience, method: row.method, said_by: row.said_by,
  recorded_on: row.recorded_on
})
