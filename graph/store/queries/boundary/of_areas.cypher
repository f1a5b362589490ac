// The outlines of some areas, of any kind or of one.
// Parameters: ids (list of text), kind (text or null)
// Returns: id (of the area), geometry (GeoJSON text)
UNWIND $ids AS wanted
MATCH (a:Area {id: wanted})<-[:OUTLINES]-(b:Boundary)
WHERE $kind IS NULL OR a.kind = $kind
RETURN b.id AS id, b.geometry AS geometry
