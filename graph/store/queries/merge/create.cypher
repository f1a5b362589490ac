// New merges.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Merge {
  id: row.id, kind: row.kind, kept_id: row.kept_id, gone_id: row.gone_id, title: row.title,
  by: row.by, at: row.at, moved_ids: row.moved_ids, joined_ids: row.joined_ids,
  journeys: row.journeys, undone_by: row.undone_by, undone_at: row.undone_at
})
