// There is one node that says what the graph is.
// Parameters: none
// Returns: nothing
CREATE CONSTRAINT Graph_id IF NOT EXISTS FOR (g:Graph) REQUIRE g.id IS UNIQUE
