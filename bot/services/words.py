"""Every word a person reads, in the person's language: Fluent messages out of `bot/locales`.

Nothing is isolated with invisible marks, because what Telegram shows is what people copy; numbers are never grouped,
because `#1,024` is no ticket.
"""

from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone, FluentNumber, fluent_number

LANGUAGES = ("uz", "ru", "en")
DEFAULT_LANGUAGE = "uz"
LOCALES = Path(__file__).resolve().parent.parent / "locales"

LONG_ARGUMENT = 500

Value = str | int


class WordsMissing(LookupError):
    """A sentence that the code asks for, and the catalogue does not have or cannot fill."""


def known_language(code: str | None) -> str:
    """The language of ours that Telegram's `language_code` means (`ru-RU` is `ru`), else Uzbek."""
    base = (code or "").partition("-")[0].lower()
    return base if base in LANGUAGES else DEFAULT_LANGUAGE


@cache
def load_bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences of one language: `words("ticket-opened", number=1024)`."""

    language: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            object.__setattr__(self, "language", known_language(self.language))

    def __call__(self, key: str, **args: Value) -> str:
        """The sentence. Raises WordsMissing for an unknown key and for an argument that is not given."""
        bundle = load_bundle(self.language)
        if not bundle.has_message(key):
            raise WordsMissing(f"{self.language} has no {key}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise WordsMissing(f"{self.language} {key} is empty")
        long = {f"\ue000{name}\ue001": value for name, value in args.items() if _is_long(value)}
        given = {name: f"\ue000{name}\ue001" if _is_long(value) else value for name, value in args.items()}
        text, errors = bundle.format_pattern(pattern, {name: _plain(value) for name, value in given.items()})
        if errors:
            raise WordsMissing(f"{self.language} {key}: {errors[0]}")
        return reduce(lambda words, mark: words.replace(mark, str(long[mark])), long, str(text))


def _is_long(value: Value) -> bool:
    """Fluent refuses long arguments, against catalogues that blow themselves up; ours are filled in afterwards."""
    return isinstance(value, str) and len(value) > LONG_ARGUMENT


def _plain(value: Value) -> str | FluentNumber | FluentNone:
    return value if isinstance(value, str) else fluent_number(value, useGrouping=False)
