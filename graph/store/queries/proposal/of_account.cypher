// What somebody proposed, newest first.
// Parameters: account (text), most (number)
// Returns: id
MATCH (n:Proposal {by: $account})
RETURN n.id AS id
ORDER BY n.made_at DESC, n.id
LIMIT $most
