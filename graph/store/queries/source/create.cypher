// New sources.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Source {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  licence: row.licence, attribution: row.attribution, website: row.website,
  retrieved_on: row.retrieved_on, illustrative: row.illustrative
})
