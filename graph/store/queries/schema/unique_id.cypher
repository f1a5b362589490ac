// No two records of a label share an id.
// Parameters: none
// Returns: nothing
CREATE CONSTRAINT «label»_id IF NOT EXISTS FOR (n:«label») REQUIRE n.id IS UNIQUE
