// Whose an e-mail address is.
// Parameters: email (text)
// Returns: id
MATCH (n:Account {email: $email})
RETURN n.id AS id
