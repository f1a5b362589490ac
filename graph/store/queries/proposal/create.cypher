// New proposals.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Proposal {
  id: row.id, deed: row.deed, kind: row.kind, record_id: row.record_id, title: row.title,
  organisation_id: row.organisation_id, before: row.before, after: row.after, note: row.note,
  by: row.by, email: row.email, made_at: row.made_at, state: row.state,
  decided_by: row.decided_by, decided_at: row.decided_at, reason: row.reason
})
