// Which of some records other changes touched since a moment.
// Parameters: kind (text), ids (list of text: ids of records), at (text: a moment), change (text: a change that does not count)
// Returns: id
UNWIND $ids AS wanted
MATCH (v:Version {record_id: wanted})-[:MADE_BY]->(c:Change)
WHERE v.kind = $kind AND c.at >= $at AND c.id <> $change
RETURN DISTINCT wanted AS id
