// The newest events, newest first.
// Parameters: account (text: whose, empty for everybody's), most (number)
// Returns: id
MATCH (n:Event)
WHERE $account = '' OR n.account_id = $account
RETURN n.id AS id
ORDER BY n.at DESC, n.id
LIMIT $most
