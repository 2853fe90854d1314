"""Faults on demand: what Telegram or the network may do to any request."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from playground.refusals import Refusal, too_many_requests

Kind = Literal["429", "500", "502", "400", "403", "drop_before", "drop_after", "delay"]
KINDS: tuple[str, ...] = get_args(Kind)
DESCRIPTIONS = {
    "400": "Bad Request: a fault was asked for",
    "403": "Forbidden: bot was blocked by the user",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
}


@dataclass
class Fault:
    method: str
    kind: str
    chat_id: int | None = None
    retry_after: int = 1
    seconds: float = 1.0
    description: str | None = None
    times: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        if self.times < 1:
            raise ValueError("times must be 1 or more")

    def matches(self, method: str, chat_id: int | None) -> bool:
        return self.method.lower() in {"*", method.lower()} and self.chat_id in {None, chat_id}

    def refusal(self) -> Refusal | None:
        """The answer that stands instead of the act, or None for faults that are no answers."""
        if self.kind == "429":
            return too_many_requests(self.retry_after)
        if self.kind in DESCRIPTIONS:
            return Refusal(int(self.kind), self.description or DESCRIPTIONS[self.kind])
        return None


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The first fault for this request; it is used up by one."""
        for fault in self._faults:
            if fault.matches(method, chat_id):
                fault.times -= 1
                if fault.times == 0:
                    self._faults.remove(fault)
                return fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        self._faults.clear()
