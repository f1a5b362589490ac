// The travel times to these sites.
// Parameters: ids (list of text)
// Returns: site_id, mode, source_id, area_ids, minutes, stamp
UNWIND $ids AS wanted
MATCH (s:Site {id: wanted})<-[:LEADS_TO]-(t:TravelTimes)
RETURN s.id AS site_id, t.mode AS mode, t.source_id AS source_id, t.area_ids AS area_ids,
  t.minutes AS minutes, t.stamp AS stamp
