"""The people of this Telegram."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from playground.store import Store


@dataclass
class Person:
    id: int
    first_name: str
    language_code: str
    last_name: str | None = None
    username: str | None = None
    blocked: bool = False
    started: bool = False

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value is not None}

    def as_user(self) -> dict[str, Any]:
        """The Bot API's User."""
        user = {"id": self.id, "is_bot": False, "language_code": self.language_code}
        return user | self._names()

    def as_chat(self) -> dict[str, Any]:
        """The Bot API's Chat of this person with the bot."""
        return {"id": self.id, "type": "private"} | self._names()

    def _names(self) -> dict[str, Any]:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in names.items() if value}

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name or ''}".strip()


SEED = (
    Person(1001, "Aziza", "uz", username="aziza"),
    Person(1002, "Boris", "ru", username="boris"),
    Person(1003, "Emma", "en", username="emma"),
    Person(2001, "Dilnoza", "uz", username="dilnoza"),
    Person(3001, "Rustam", "uz", username="rustam"),
)


class People:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._people = {int(key): Person(**value) for key, value in store.load("person")}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def __len__(self) -> int:
        return len(self._people)

    def get(self, person_id: int) -> Person | None:
        return self._people.get(person_id)

    def find(self, username: str) -> Person | None:
        wanted = username.removeprefix("@").lower()
        return next((person for person in self if (person.username or "").lower() == wanted), None)

    def keep(self, person: Person) -> None:
        self._people[person.id] = person
        self._store.save("person", str(person.id), asdict(person))

    def seed(self, names: dict[int, str] | None = None) -> None:
        """The first people of an empty playground; `names` says other first names by id."""
        for person in SEED:
            fresh = Person(**asdict(person))
            if names and person.id in names:
                fresh.first_name, fresh.username = names[person.id], None
            self.keep(fresh)

    def free_id(self) -> int:
        return max((person.id for person in self), default=10_000) + 1

    def empty(self) -> None:
        self._people.clear()
