// New tokens.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Token {
  id: row.id, account_id: row.account_id, name: row.name,
  made_at: row.made_at, expires_at: row.expires_at, used_at: row.used_at
})
