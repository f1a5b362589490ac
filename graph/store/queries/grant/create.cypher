// New grants.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Grant {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  amount_pounds: row.amount_pounds, awarded_on: row.awarded_on, description: row.description,
  starts_on: row.starts_on, ends_on: row.ends_on, identifier: row.identifier,
  programme: row.programme, regrant: row.regrant, codes_elsewhere: row.codes_elsewhere,
  latitude: row.latitude, longitude: row.longitude, place_name: row.place_name,
  head_office: row.head_office
})
