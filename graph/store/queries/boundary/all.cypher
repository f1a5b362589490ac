// Every outline.
// Parameters: none
// Returns: id (of the area), geometry (GeoJSON text)
MATCH (b:Boundary)
RETURN b.id AS id, b.geometry AS geometry
