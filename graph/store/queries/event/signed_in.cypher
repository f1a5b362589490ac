// When each account last signed in.
// Parameters: none
// Returns: account, at
MATCH (n:Event)
WHERE n.what STARTS WITH 'signed in'
RETURN n.account_id AS account, max(n.at) AS at
