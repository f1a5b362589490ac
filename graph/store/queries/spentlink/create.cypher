// New used links.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:SpentLink {
  id: row.id, spent_at: row.spent_at, expires_at: row.expires_at
})
