"""The errors that newskg raises on purpose: one base class, one line each, for people to read."""

from __future__ import annotations


class KgError(Exception):
    """What went wrong, where, and what to do about it, in one line.

    Everything that newskg raises for a user to see is a ``KgError``; the command line prints its text and
    exits with `exit_code`. Anything else that escapes is a bug.
    """

    exit_code = 1


class InputError(KgError):
    """An article or a path that can't be read: missing, empty, no text, too large, hostile."""


class OntologyError(KgError):
    """A mistake in an ontology folder; the text names file and line."""


class ModelError(KgError):
    """A model file that is missing or damaged."""


class WorkspaceError(KgError):
    """A build's folder that can't be read or written, is locked, or is of another format version."""


class QueryError(KgError):
    """A query that can't be parsed, is not allowed, or ran over a limit."""


class ForbiddenQueryError(QueryError):
    """A query that would change data, or reach the network or files."""


class UsageError(KgError):
    """A call whose options don't fit together."""

    exit_code = 2
