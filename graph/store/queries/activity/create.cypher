// New activities.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Activity {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  theme: row.theme, age_from: row.age_from, age_to: row.age_to, audience: row.audience,
  description: row.description, website: row.website, sessions: row.sessions,
  places: row.places, cost_pounds: row.cost_pounds, entry: row.entry
})
