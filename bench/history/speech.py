"""What people write: sentences whose words come as often as words do (a few make most of a text, most come rarely)."""

from itertools import accumulate
from random import Random

from bench.history.vocabulary import vocabularies

# Said about once in that many messages: what a search for a rare word looks for.
LANDMARK, LANDMARK_IN = "zargarlik", 50_000
GREETINGS = {
    "uz": ("Assalomu alaykum! ", "Salom. ", "Yaxshimisiz? "),
    "uz_cyrillic": ("Ассалому алайкум! ", "Салом. "),
    "ru": ("Здравствуйте! ", "Добрый день. "),
    "en": ("Hello, ", "Good morning. "),
}
# What people type for the letters oʻ and gʻ.
MARKS = ("ʻ", "'", "‘", "’", "`")
DRAWN = 60_000


class Speech:
    """Draws texts. Words are drawn many at a time: one by one they would cost more than everything else."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words = vocabularies()
        self._weights = {
            manner: list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
            for manner, words in self._words.items()
        }
        self._drawn: dict[str, list[str]] = {manner: [] for manner in self._words}

    def says(self, manner: str, mark: str, *, first: bool = False) -> str:
        """Return what somebody of that manner of writing writes; `first` is how a conversation begins."""
        random = self._random
        chance = random.random()
        words = self._take(manner, max(1, min(90, int(random.lognormvariate(2.1, 0.65)))))
        if chance < 0.007:
            words[0] = _mistyped(random, words[0])
        elif chance < 0.09:
            words.append(self._detail())
        if random.random() < 1 / LANDMARK_IN:
            words.append(LANDMARK)
        text = " ".join(words)
        text = text[0].upper() + text[1:] + random.choice((".", "", "?", "!"))
        if first and chance > 0.5:
            text = random.choice(GREETINGS[manner]) + text
        return text.replace("ʻ", mark) if mark != "ʻ" else text

    def _take(self, manner: str, count: int) -> list[str]:
        drawn = self._drawn[manner]
        if len(drawn) < count:
            drawn += self._random.choices(self._words[manner], cum_weights=self._weights[manner], k=DRAWN)
        taken = drawn[-count:]
        del drawn[-count:]
        return taken

    def _detail(self) -> str:
        """Return what nobody else says: the number of an order, a sum, a phone."""
        random = self._random
        return random.choice(
            (
                f"ZK-{random.randrange(1_000_000):06d}",
                f"{random.randrange(5, 900) * 1000} so'm",
                f"+99890{random.randrange(10_000_000):07d}",
                f"№{random.randrange(100_000)}",
            )
        )


def _mistyped(random: Random, word: str) -> str:
    """Return the word as quick fingers type it: two letters swapped, or one left out."""
    if len(word) < 4:
        return word
    at = random.randrange(1, len(word) - 1)
    if random.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]
