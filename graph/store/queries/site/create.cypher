// New sites.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Site {
  id: row.id, name: row.name, source_id: row.source_id, verified_on: row.verified_on,
  latitude: row.latitude, longitude: row.longitude, address: row.address,
  postcode: row.postcode, blurred: row.blurred
})
