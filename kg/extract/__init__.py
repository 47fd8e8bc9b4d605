"""An article to its entities, statements and quantities: a pure function of text and ontology."""
