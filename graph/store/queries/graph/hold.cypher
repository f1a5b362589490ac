// Hold the graph's own node until the end of the transaction, so that whoever else does waits.
// Parameters: none
// Returns: turns (another number each time: only a change makes others wait)
MATCH (g:Graph {id: 'graph'})
SET g.turns = coalesce(g.turns, 0) + 1
RETURN g.turns AS turns
