"""Sent = stored = delivered, in order, and hardly ever twice. Whatever differs is named."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chaos.books import Books, Kept, Noted, Said, Shown

Place = tuple[int, int]


@dataclass
class Account:
    """One line of the table: people's messages, answers, or notes."""

    name: str
    sent: int = 0
    stored: int = 0
    # What belongs to no ticket, because its writer was asked where it goes and has not said.
    asked: int = 0
    delivered: int = 0
    edited: int = 0


@dataclass
class Ledger:
    """The comparison of a run's books. `problems` is empty where everything is as promised."""

    books: Books
    accounts: list[Account] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    repeats: Counter[int] = field(default_factory=Counter)

    @property
    def forgiven(self) -> int:
        return sum(self.books.losses.values())


def audit(books: Books) -> Ledger:
    """Compare everything with everything."""
    found = _Audit(books)
    ledger = Ledger(books)
    ledger.accounts = found.accounts()
    ledger.problems = [
        *found.not_stored(),
        *found.stored_by_nobody(),
        *found.stored_differently(),
        *found.stored_out_of_order(),
        *found.not_delivered(),
        *found.leaked(),
        *found.arrived_out_of_order(),
        *found.answered_out_of_order(),
        *found.old_words(),
        *found.noted_and_not_there(),
    ]
    ledger.repeats = found.repeats()
    for chat, times in sorted(ledger.repeats.items()):
        if times > books.losses.get(chat, 0):
            words = f"{times} messages came again to {chat}, where at most {books.losses.get(chat, 0)} may"
            ledger.problems.append(words)
    return ledger


class _Audit:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.rows: dict[Place, list[Kept]] = defaultdict(list)
        for row in books.kept:
            self.rows[row.chat_id, row.message_id].append(row)
        self.arrivals: dict[tuple[int, str], list[Shown]] = defaultdict(list)
        self.places = {id(shown): place for place, shown in enumerate(books.shown)}
        for shown in books.shown:
            if shown.key is not None:
                self.arrivals[shown.chat_id, shown.key].append(shown)

    # ------------------------------------------------------------------ stored

    def not_stored(self) -> Iterator[str]:
        for said in self.books.said:
            times = len(self.rows[said.chat_id, said.message_id])
            if times != 1:
                yield f"{said.key} of {said.chat_id} is stored {times} times: {said.text!r}"

    def stored_by_nobody(self) -> Iterator[str]:
        places = {(said.chat_id, said.message_id) for said in self.books.said}
        for row in self.books.kept:
            if (row.chat_id, row.message_id) not in places:
                yield f"message {row.id} of {row.chat_id} was written by nobody: {row.text!r}"

    def stored_differently(self) -> Iterator[str]:
        for said, row in self._stored():
            if said.text != row.text:
                yield f"{said.key} of {said.chat_id} says {row.text!r}, and was written {said.text!r}"

    def stored_out_of_order(self) -> Iterator[str]:
        by_chat: dict[int, list[Kept]] = defaultdict(list)
        for row in sorted(self.books.kept, key=lambda row: row.id):
            by_chat[row.chat_id].append(row)
        for chat, rows in by_chat.items():
            for one, other in pairwise(rows):
                if one.message_id > other.message_id:
                    yield f"messages {one.id} and {other.id} of {chat} are stored in the wrong order"

    # ------------------------------------------------------------------ delivered

    def not_delivered(self) -> Iterator[str]:
        for said, row in self._stored():
            if self._is_due(row) and not self._reached(said, row):
                whom = self._reader(said, row)
                yield f"{said.key} of {said.chat_id} did not reach {whom or 'any of the staff'}: {said.text!r}"

    def leaked(self) -> Iterator[str]:
        people = {said.chat_id for said in self.books.said if not said.is_staff}
        for said, row in self._stored():
            for chat in people if row.is_note else ():
                if self.arrivals.get((chat, said.key)):
                    yield f"the note {said.key} was shown to {chat}"

    def arrived_out_of_order(self) -> Iterator[str]:
        """What one person wrote stands in each reader's chat as it was written."""
        for chat in sorted(self.books.staff):
            for writer, saids in self._by_writer().items():
                yield from self._swapped(chat, saids, f"of {writer}")

    def answered_out_of_order(self) -> Iterator[str]:
        answers: dict[int, list[tuple[int, Said]]] = defaultdict(list)
        for said, row in self._stored():
            if said.is_staff and row.person is not None and not row.is_note:
                answers[row.person].append((row.event, said))
        for person, told in answers.items():
            yield from self._swapped(person, [said for _, said in sorted(told, key=lambda one: one[0])], "of the staff")

    def old_words(self) -> Iterator[str]:
        """An edit reaches every chat that has the message."""
        for said, row in self._stored():
            if not said.is_edited or row.ticket is None:
                continue
            for chat in self._chats_with(said):
                if not any(said.text in shown.text for shown in self.arrivals[chat, said.key]):
                    yield f"{said.key} of {said.chat_id} still has old words in {chat}: {said.text!r}"

    def noted_and_not_there(self) -> Iterator[str]:
        there = {(shown.chat_id, shown.message_id) for shown in self.books.shown}
        for noted in self.books.noted:
            if (noted.chat_id, noted.message_id) not in there:
                yield f"delivery {noted.delivery} names {noted.message_id}, which never came to {noted.chat_id}"

    # ------------------------------------------------------------------ repeated

    def repeats(self) -> Counter[int]:
        """How many more times a content came to a chat than there are deliveries that brought it, by chat."""
        carriers = {(noted.chat_id, noted.message_id): noted for noted in self.books.noted}
        found: Counter[int] = Counter()
        for (chat, _), arrived in self.arrivals.items():
            rows = {self._carrier(shown, carriers) for shown in arrived} - {None}
            found[chat] += max(0, len(arrived) - max(1, len(rows)))
        return +found

    def _carrier(self, shown: Shown, carriers: dict[Place, Noted]) -> int | None:
        noted = carriers.get((shown.chat_id, shown.message_id))
        return noted.delivery if noted else None

    # ------------------------------------------------------------------ accounts

    def accounts(self) -> list[Account]:
        lines = {name: Account(name) for name in ("people's messages", "answers", "notes")}
        for said in self.books.said:
            rows = self.rows[said.chat_id, said.message_id]
            row = rows[0] if rows else None
            line = lines[_line_of(said, row)]
            line.sent += 1
            line.stored += len(rows) == 1
            line.edited += said.is_edited
            line.asked += row is not None and row.ticket is None
            line.delivered += row is not None and self._is_due(row) and self._reached(said, row)
        return list(lines.values())

    # ------------------------------------------------------------------ small questions

    def _stored(self) -> Iterator[tuple[Said, Kept]]:
        for said in self.books.said:
            for row in self.rows[said.chat_id, said.message_id][:1]:
                yield said, row

    def _is_due(self, row: Kept) -> bool:
        """Notes stay inside; they come to the holder where another has written them."""
        return row.ticket is not None and not row.is_note

    def _reader(self, said: Said, row: Kept) -> int | None:
        return row.person if said.is_staff else row.holder

    def _reached(self, said: Said, row: Kept) -> bool:
        reader = self._reader(said, row)
        chats = [reader] if reader is not None else self.books.staff
        return any(self.arrivals.get((chat, said.key)) for chat in chats)

    def _chats_with(self, said: Said) -> list[int]:
        return [chat for chat, key in self.arrivals if key == said.key and self.arrivals[chat, key]]

    def _by_writer(self) -> dict[int, list[Said]]:
        found: dict[int, list[Said]] = defaultdict(list)
        for said in sorted(self.books.said, key=lambda said: said.message_id):
            if not said.is_staff:
                found[said.chat_id].append(said)
        return found

    def _swapped(self, chat: int, saids: Sequence[Said], whose: str) -> Iterator[str]:
        """Two that first came in another order than this one."""
        first = {said.key: self.arrivals[chat, said.key][0] for said in saids if (chat, said.key) in self.arrivals}
        came = [(self.places[id(first[said.key])], said) for said in saids if said.key in first]
        for (at, one), (then, other) in pairwise(came):
            if at > then:
                yield f"{other.key} came to {chat} before {one.key} {whose}"


def _line_of(said: Said, row: Kept | None) -> str:
    if not said.is_staff:
        return "people's messages"
    return "notes" if row is not None and row.is_note else "answers"
