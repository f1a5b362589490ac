// Who somebody is at a provider of identities.
// Parameters: openid (text)
// Returns: id
MATCH (n:Account {openid: $openid})
RETURN n.id AS id
