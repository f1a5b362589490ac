// New drafts.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Draft {
  id: row.id, subject: row.subject, values: row.values, step: row.step, begun_at: row.begun_at,
  changed_at: row.changed_at
})
