"""Files to articles: formats, encoding, boilerplate, dirt, metadata."""
