"""What a bot says of itself to the backend."""

from typing import Literal, TypedDict

Mode = Literal["polling", "webhook"]


class WebhookFacts(TypedDict):
    """How the webhook fares at Telegram. `is_ours`: it leads where this bot wants it."""

    is_ours: bool
    pending: int
    last_error: str
    last_error_at: str | None


class ProcessFacts(TypedDict):
    """`webhook` is None for a bot that polls, and for one to which Telegram has not said anything yet."""

    webhook: WebhookFacts | None
    redis: Literal["ok", "away", "unused"]
    version: str
