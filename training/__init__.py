"""What makes the trained parts of newskg: run from a checkout, never by an installed copy."""
