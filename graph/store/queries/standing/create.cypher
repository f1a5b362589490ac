// New standings.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Standing {
  id: row.id, edits_wait: row.edits_wait, policy_seen_on: row.policy_seen_on,
  insurance_until: row.insurance_until, note: row.note
})
