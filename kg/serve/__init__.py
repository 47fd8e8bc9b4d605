"""The graph over HTTP: SPARQL 1.1 Protocol and Graph Store Protocol for reading, and pages for people."""
