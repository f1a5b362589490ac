// New doubts.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Doubt {
  id: row.id, kind: row.kind, new_id: row.new_id, known_id: row.known_id,
  probability: row.probability, reasons: row.reasons, source_id: row.source_id,
  found_on: row.found_on
})
