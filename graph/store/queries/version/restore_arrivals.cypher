// That many records were added, out of an archive; which change added them is said after.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Arrival {id: row.id, kind: row.kind, record_ids: row.record_ids})
