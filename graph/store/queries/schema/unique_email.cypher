// No two accounts share an e-mail address.
// Parameters: none
// Returns: nothing
CREATE CONSTRAINT Account_email IF NOT EXISTS FOR (n:Account) REQUIRE n.email IS UNIQUE
