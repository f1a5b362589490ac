// Take away nodes of travel times that are as they were read; writing first waits for others.
// Parameters: rows (list of maps: id, stamp)
// Returns: count
UNWIND $rows AS row
MATCH (t:TravelTimes {id: row.id})
SET t.mode = t.mode
WITH t, row
WHERE t.stamp = row.stamp
DETACH DELETE t
RETURN count(*) AS count
