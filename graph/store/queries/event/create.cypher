// New events.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Event {
  id: row.id, at: row.at, what: row.what, account_id: row.account_id, by: row.by,
  address: row.address
})
