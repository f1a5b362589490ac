// New requests.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Request {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  wanted: row.wanted, description: row.description, quantity: row.quantity, unit: row.unit,
  capacity: row.capacity, times: row.times, age_from: row.age_from, age_to: row.age_to,
  theme: row.theme, most_pounds_per_hour: row.most_pounds_per_hour, step_free: row.step_free,
  starts_on: row.starts_on, ends_on: row.ends_on, stage: row.stage
})
