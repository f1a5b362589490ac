// Versions as they were, out of an archive; which change made them is said after.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Version {
  id: row.id, kind: row.kind, record_id: row.record_id, deed: row.deed, before: row.before
})
