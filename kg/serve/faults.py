"""What each error is in HTTP."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException

from kg.errors import ForbiddenQueryError, QueryError, UsageError, WorkspaceError
from kg.serve.negotiation import NotAcceptableError
from kg.serve.pool import LimitReachedError
from kg.serve.protocol import RequestError

_STATUSES: Final[dict[type[Exception], int]] = {
    NotAcceptableError: 406,
    ForbiddenQueryError: 403,
    QueryError: 400,
    UsageError: 400,
    WorkspaceError: 503,
}


def status_of(error: Exception) -> tuple[int, dict[str, str]]:
    """The HTTP status that says what an error says, and headers that belong to it."""
    if isinstance(error, LimitReachedError):
        return error.status, {"Retry-After": "2"} if error.retry else {}
    if isinstance(error, RequestError):
        return error.status, error.headers
    if isinstance(error, HTTPException):
        return error.status_code, dict(error.headers or {})
    for kind, status in _STATUSES.items():
        if isinstance(error, kind):
            return status, {}
    return 500, {}
