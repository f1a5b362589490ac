// Keep what a write did; changes are only ever added.
// Parameters: row (map: the properties of a change)
// Returns: nothing
CREATE (:Change {
  id: $row.id, at: $row.at, by: $row.by, message: $row.message, via: $row.via,
  source_id: $row.source_id, added: $row.added, changed: $row.changed, removed: $row.removed
})
