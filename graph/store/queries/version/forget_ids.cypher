// Forget what some versions held.
// Parameters: ids (list of text)
// Returns: nothing
UNWIND $ids AS wanted
MATCH (v:Version {id: wanted})
REMOVE v.before
