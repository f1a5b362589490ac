// New outlines of areas.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Boundary {
  id: row.id, geometry: row.geometry, source_id: row.source_id
})
