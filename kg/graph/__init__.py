"""Claims to RDF: store, exports, validation, networkx."""
