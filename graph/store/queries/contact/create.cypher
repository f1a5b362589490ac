// New contact details.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Contact {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  kind: row.kind, value: row.value, consent: row.consent, consented_on: row.consented_on,
  visibility: row.visibility
})
