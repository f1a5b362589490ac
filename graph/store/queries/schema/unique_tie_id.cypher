// No two ties share an id.
// Parameters: none
// Returns: nothing
CREATE CONSTRAINT TIE_id IF NOT EXISTS FOR ()-[t:TIE]-() REQUIRE t.id IS UNIQUE
