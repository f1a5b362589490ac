// What is remembered of reminders, for the first time.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Reminded {id: row.id, written_at: row.written_at, refused_at: row.refused_at})
