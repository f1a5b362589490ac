// Everything that sources said of some records, and when the changes were made that brought it.
// Parameters: kind (text), ids (list of texts: ids of records)
// Returns: row (map of properties), at (text: a moment; null where the change is not known)
UNWIND $ids AS id
MATCH (n:Delivery {record_id: id})
WHERE n.kind = $kind
OPTIONAL MATCH (c:Change {id: n.change_id})
RETURN properties(n) AS row, c.at AS at
