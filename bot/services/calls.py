"""What a delivery becomes: an ordered list of calls to Telegram."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.methods import TelegramMethod


@dataclass(slots=True)
class Call:
    """One Telegram method, and what its messages stand for.

    `refs` holds, for each message that the call yields, the id of the message row that it carries, or None for words
    of our own. `uploads` holds, for each of them, the attachment whose bytes it brings to Telegram for the first time.
    `follows` makes the call a reply to what this delivery has sent before it. `otherwise` gives the calls to make
    instead where Telegram refuses with one of the phrases of `when`.
    """

    method: TelegramMethod[Any]
    refs: list[int | None] = field(default_factory=list)
    uploads: list[int | None] = field(default_factory=list)
    follows: bool = False
    otherwise: Callable[[], list["Call"]] | None = None
    when: tuple[str, ...] = ()
