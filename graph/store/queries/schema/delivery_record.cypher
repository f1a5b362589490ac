// What sources said of a record is found by the record's id.
// Parameters: none
// Returns: nothing
CREATE INDEX Delivery_record_id IF NOT EXISTS FOR (n:Delivery) ON (n.record_id)
