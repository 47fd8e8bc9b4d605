"""Relations between entities: declared patterns and the grammar of news Chinese."""
