// New dismissals.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Dismissal {
  id: row.id, finding: row.finding, finding_id: row.finding_id, kind: row.kind,
  title: row.title, reason: row.reason, dismissed_on: row.dismissed_on, source_id: row.source_id
})
