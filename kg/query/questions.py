"""What can be set in a named question: variables that it asks about only where they are given a value."""

from __future__ import annotations

import regex

_OPTIONAL = regex.compile(r"!\s*BOUND\s*\(\s*\?(\w+)\s*\)", regex.IGNORECASE)


def parameters_of(query: str) -> tuple[str, ...]:
    """The variables of `query` that a user may set, in their order: those after ``!BOUND``."""
    return tuple(dict.fromkeys(_OPTIONAL.findall(query)))
