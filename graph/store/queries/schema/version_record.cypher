// What was done to a record is found by the record's id.
// Parameters: none
// Returns: nothing
CREATE INDEX Version_record_id IF NOT EXISTS FOR (n:Version) ON (n.record_id)
