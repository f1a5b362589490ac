// New letters.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Letter {
  id: row.id, to: row.to, subject: row.subject, text: row.text, purpose: row.purpose,
  written_at: row.written_at, sent_at: row.sent_at, tries: row.tries, problem: row.problem,
  unsubscribe: row.unsubscribe
})
