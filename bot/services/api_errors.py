"""How a call to the backend can fail. Words for these are chosen where the reader's language is known."""

from typing import Any


class ApiError(Exception):
    """Any call to the backend that brought no answer to work with."""


class Refused(ApiError):
    """The backend understood and said no (4xx, or that it took too long): `code` is stable, `data` holds the facts,
    `fields` what was wrong."""

    def __init__(self, status: int, code: str, data: dict[str, Any], fields: dict[str, Any]) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.data = data
        self.fields = fields


class BackendFailed(ApiError):
    """The backend answered, but with a fault of its own (500, or an answer that is not what the API promises)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status


class BackendAway(ApiError):
    """Nobody answered: no connection, a timeout, or a proxy that says so (502, 503, 504)."""
