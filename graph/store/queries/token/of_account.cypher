// The tokens of an account, newest first.
// Parameters: account (text: an id)
// Returns: id
MATCH (n:Token)
WHERE n.account_id = $account
RETURN n.id AS id
ORDER BY n.made_at DESC, id
