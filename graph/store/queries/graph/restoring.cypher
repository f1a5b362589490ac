// Note that the graph is being restored, or that it is whole again.
// Parameters: restoring (text: what from, null when it is whole)
// Returns: nothing
MATCH (g:Graph {id: 'graph'})
SET g.restoring = $restoring
