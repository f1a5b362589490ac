// How many travel times there are.
// Parameters: none
// Returns: count
MATCH (t:TravelTimes)
RETURN coalesce(sum(size(t.area_ids)), 0) AS count
