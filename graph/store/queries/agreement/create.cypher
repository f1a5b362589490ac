// New agreements.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Agreement {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  stage: row.stage, purpose: row.purpose, times: row.times, starts_on: row.starts_on,
  ends_on: row.ends_on, terms: row.terms, cost_pounds_per_hour: row.cost_pounds_per_hour,
  insurer: row.insurer, insured_until: row.insured_until, keyholder: row.keyholder,
  agreed_by_lender_on: row.agreed_by_lender_on,
  agreed_by_borrower_on: row.agreed_by_borrower_on, ended_on: row.ended_on, reason: row.reason,
  hours_used: row.hours_used
})
