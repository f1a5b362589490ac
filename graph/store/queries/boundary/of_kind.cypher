// The outlines of the areas of one kind.
// Parameters: kind (text)
// Returns: id (of the area), geometry (GeoJSON text)
MATCH (a:Area)
WHERE a.kind = $kind
MATCH (a)<-[:OUTLINES]-(b:Boundary)
RETURN b.id AS id, b.geometry AS geometry
