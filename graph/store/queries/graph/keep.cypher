// Make the graph's own node where there is none, and say which schema it has now.
// Parameters: identity (text, kept only where there is none yet), schema (number)
// Returns: identity, schema
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.identity = $identity, g.schema = $schema
ON MATCH SET g.schema = CASE WHEN g.schema > $schema THEN g.schema ELSE $schema END
RETURN g.identity AS identity, g.schema AS schema
