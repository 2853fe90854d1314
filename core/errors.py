"""Refusals: what a service says when an act may not happen. A code and facts; the words live at the edge."""

from typing import Any, ClassVar


class Refusal(Exception):
    """An act that was refused; nothing was changed.

    `code` is stable and part of the API, `fields` names the wrong fields, `data` carries facts for the words.
    """

    status: ClassVar[int] = 409

    def __init__(self, code: str, *, fields: dict[str, list[str]] | None = None, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
        self.data = data


class Invalid(Refusal):
    """The request itself is wrong."""

    status = 400

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("invalid", fields=fields)


class Forbidden(Refusal):
    """The actor may know of the thing but not do this to it."""

    status = 403

    def __init__(self, code: str = "forbidden") -> None:
        super().__init__(code)


class NotFound(Refusal):
    """There is no such thing for this actor; whether it exists is not theirs to know."""

    status = 404

    def __init__(self) -> None:
        super().__init__("not_found")


class Gone(Refusal):
    """The thing was there for a time, and that is over."""

    status = 410


class Conflict(Refusal):
    """The thing is not in a state in which this act is possible."""


class NoRoom(Refusal):
    """The disk is full: the same may be tried again once there is room."""

    status = 507

    def __init__(self) -> None:
        super().__init__("disk_full")


class TooLarge(Refusal):
    """A file or a body is over the limit."""

    status = 413

    def __init__(self, **data: Any) -> None:
        super().__init__("too_large", **data)


class Unsuitable(Refusal):
    """A file that cannot be what it was given for: `wrong_type`, `empty_file` or `voice_too_long`."""

    status = 415


class TookTooLong(Refusal):
    """A question that the database could not answer within its time limit; a narrower one may be."""

    status = 503

    def __init__(self) -> None:
        super().__init__("took_too_long")
