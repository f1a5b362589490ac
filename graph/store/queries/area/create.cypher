// New areas.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Area {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  kind: row.kind, latitude: row.latitude, longitude: row.longitude,
  population_age_from: row.population_age_from, population_age_to: row.population_age_to,
  population_people: row.population_people, deprivation_decile: row.deprivation_decile,
  deprivation_score: row.deprivation_score, deprivation_index: row.deprivation_index,
  rural: row.rural
})
