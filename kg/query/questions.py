"""What can be set in a named question, and what its rows are about.

Set can be the variables that it asks about only where they are given a value; its rows are about what it groups by.
"""

from __future__ import annotations

import regex

_OPTIONAL = regex.compile(r"!\s*BOUND\s*\(\s*\?(\w+)\s*\)", regex.IGNORECASE)
# The outer SELECT with its columns, and the variables of the last GROUP BY, which is the outer one's.
_GROUPED = regex.compile(
    r"(?P<head>^SELECT\b.*?)(?P<rest>\bWHERE\s*\{.*\bGROUP\s+BY(?P<by>(?:\s+\?\w+)+))",
    regex.IGNORECASE | regex.DOTALL | regex.MULTILINE,
)


def parameters_of(query: str) -> tuple[str, ...]:
    """The variables of `query` that a user may set, in their order: those after ``!BOUND``."""
    return tuple(dict.fromkeys(_OPTIONAL.findall(query)))


def with_groups(query: str) -> str:
    """`query` with what it groups by as further columns: the entities whose labels it shows. Its rows stay the same."""
    found = _GROUPED.search(query)
    if found is None:
        return query
    shown = set(regex.findall(r"\?\w+", found["head"]))
    more = " ".join(each for each in found["by"].split() if each not in shown)
    return f"{query[: found.start('rest')]}{more} {query[found.start('rest') :]}"
