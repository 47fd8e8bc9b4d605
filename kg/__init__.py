"""newskg: Chinese news in, an RDF knowledge graph out; every fact with the words that state it."""
