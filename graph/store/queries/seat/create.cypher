// New seats.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Seat {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  holder: row.holder, voting: row.voting, paid: row.paid, chair: row.chair
})
