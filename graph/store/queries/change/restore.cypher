// Changes as they were, out of an archive.
// Parameters: rows (list of maps: the properties of changes)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Change {
  id: row.id, at: row.at, by: row.by, message: row.message, via: row.via,
  source_id: row.source_id, added: row.added, changed: row.changed, removed: row.removed
})
