// New ties; a row with an organisation that is missing makes none.
// Parameters: rows (list of maps: from_id, to_id and the properties of a tie)
// Returns: count
UNWIND $rows AS row
MATCH (a:Organisation {id: row.from_id})
MATCH (b:Organisation {id: row.to_id})
CREATE (a)-[:TIE {
  id: row.id, kind: row.kind, validated: row.validated, trust: row.trust, value: row.value,
  source_id: row.source_id, verified_on: row.verified_on
}]->(b)
RETURN count(*) AS count
