// Every travel time, those to one site together.
// Parameters: none
// Returns: site_id, mode, source_id, area_ids, minutes, stamp
MATCH (t:TravelTimes)-[:LEADS_TO]->(s:Site)
RETURN s.id AS site_id, t.mode AS mode, t.source_id AS source_id, t.area_ids AS area_ids,
  t.minutes AS minutes, t.stamp AS stamp
