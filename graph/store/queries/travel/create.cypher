// New travel times, a node for a site, a mode and a source; a row whose site is missing makes none.
// Parameters: rows (list of maps: id, site_id, mode, source_id, area_ids, minutes, stamp)
// Returns: count
UNWIND $rows AS row
MATCH (s:Site {id: row.site_id})
CREATE (:TravelTimes {
  id: row.id, mode: row.mode, source_id: row.source_id, area_ids: row.area_ids,
  minutes: row.minutes, stamp: row.stamp
})-[:LEADS_TO]->(s)
RETURN count(*) AS count
