// The changes since a moment are found by it.
// Parameters: none
// Returns: nothing
CREATE INDEX Change_at IF NOT EXISTS FOR (n:Change) ON (n.at)
