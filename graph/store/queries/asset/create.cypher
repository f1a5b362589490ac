// New assets.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Asset {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  kind: row.kind, description: row.description, quantity: row.quantity, unit: row.unit,
  capacity: row.capacity, availability: row.availability, conditions: row.conditions,
  borrowers: row.borrowers, cost_pounds_per_hour: row.cost_pounds_per_hour,
  step_free: row.step_free, themes: row.themes
})
