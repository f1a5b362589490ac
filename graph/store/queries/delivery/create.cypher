// New deliveries.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Delivery {
  id: row.id, source_id: row.source_id, kind: row.kind, incoming_id: row.incoming_id,
  number: row.number, record_id: row.record_id, image: row.image, change_id: row.change_id,
  delivered_on: row.delivered_on, vanished_on: row.vanished_on
})
