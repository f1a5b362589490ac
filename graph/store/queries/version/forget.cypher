// Forget what some records were.
// Parameters: rows (list of maps: kind, id)
// Returns: nothing
UNWIND $rows AS row
MATCH (v:Version {record_id: row.id})
WHERE v.kind = row.kind
REMOVE v.before
