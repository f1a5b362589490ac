// What the graph says of itself.
// Parameters: none
// Returns: identity, schema, restoring
MATCH (g:Graph {id: 'graph'})
RETURN g.identity AS identity, g.schema AS schema, g.restoring AS restoring
