"""SPARQL and search over a built graph."""
