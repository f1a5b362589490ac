// How many proposals are in a state.
// Parameters: state (text)
// Returns: count
MATCH (n:Proposal {state: $state})
RETURN count(n) AS count
