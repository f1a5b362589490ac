"""Letters: written from templates, kept in the graph, and sent beside whatever else goes on."""
