// Proposals in a state, oldest first.
// Parameters: state (text), most (number)
// Returns: id
MATCH (n:Proposal {state: $state})
RETURN n.id AS id
ORDER BY n.made_at, n.id
LIMIT $most
