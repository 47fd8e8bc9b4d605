"""Recognisers of names, one module a kind, and the arbiter over their votes."""
