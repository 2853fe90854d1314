"""The catalogues: three languages that say the same, and nothing that nobody says."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot
from bot.services.words import LANGUAGES, LOCALES, Words

CODE = Path(bot.__file__).parent
# Each language calls itself by its own name, whoever reads it.
SAME_EVERYWHERE = {"button-language-uz", "button-language-ru", "button-language-en"}
# A sentence of one language, in letters that only others use.
FOREIGN = {"uz": r"[а-яА-ЯёЁ]", "ru": r"[ʻ]", "en": r"[а-яА-ЯёЁʻ]"}
LETTERS = re.compile(r"[^\W\d_]")


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's name
        self.names.add(node.id.name)


class Plurals(Visitor):
    def __init__(self) -> None:
        self.variants: list[set[str]] = []

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - the visitor's name
        self.variants.append({getattr(each.key, "name", getattr(each.key, "value", "")) for each in node.variants})
        self.generic_visit(node)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    return {message.id.name: message for _, message in entries(language)}


def entries(language: str) -> Iterator[tuple[str, ftl.Message]]:
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{language}/{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                yield path.name, entry


def variables(message: ftl.Message) -> set[str]:
    found = Variables()
    found.visit(message)
    return found.names


def plain(language: str, key: str) -> str:
    """The sentence as it stands in the catalogue, without what is filled in."""
    value = messages(language)[key].value
    texts = [each.value for each in getattr(value, "elements", []) if isinstance(each, ftl.TextElement)]
    return "".join(texts) if len(texts) == len(getattr(value, "elements", [])) else filled(language, key)


def filled(language: str, key: str) -> str:
    return Words(language)(key, **{name: sample(name) for name in variables(messages(language)[key])})


def sample(name: str) -> str | int:
    return 5 if name in {"count", "answered", "closed", "value"} else "…"


ALL = sorted(messages("en"))


# ------------------------------------------------------------------ the three languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_sentence_once_in_the_same_file(language: str) -> None:
    assert [(name, each.id.name) for name, each in entries(language)] == [
        (name, each.id.name) for name, each in entries("en")
    ]
    assert max(Counter(each.id.name for _, each in entries(language)).values()) == 1


@pytest.mark.parametrize("key", ALL)
def test_a_sentence_has_the_same_gaps_in_each_language(key: str) -> None:
    gaps = [variables(messages(language)[key]) for language in LANGUAGES]

    assert gaps[0] == gaps[1] == gaps[2]


@pytest.mark.parametrize("key", [key for key in ALL if key not in SAME_EVERYWHERE])
def test_no_sentence_is_the_same_in_two_languages(key: str) -> None:
    texts = [plain(language, key).strip() for language in LANGUAGES]
    if any(LETTERS.search(text) for text in texts):
        assert len(set(texts)) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in ALL if key not in SAME_EVERYWHERE])
def test_a_sentence_is_written_in_its_languages_letters(language: str, key: str) -> None:
    assert not re.search(FOREIGN[language], filled(language, key))


def test_uzbek_is_written_with_its_own_apostrophe() -> None:
    wrong = [key for key in ALL if re.search(r"[oOgG]['’‘`]", filled("uz", key))]

    assert wrong == []


def test_russian_and_uzbek_speak_politely() -> None:
    """The polite address is written large, as one writes to a single person."""
    russian = [key for key in ALL if re.search(r"\b(ты|тебе|тебя|твой|твоё|твоя)\b", filled("ru", key), re.IGNORECASE)]
    uzbek = [key for key in ALL if re.search(r"\b(sen|senga|sening|seni)\b", filled("uz", key), re.IGNORECASE)]

    assert (russian, uzbek) == ([], [])


@pytest.mark.parametrize("key", ALL)
def test_russian_counts_have_three_forms(key: str) -> None:
    found = Plurals()
    found.visit(messages("ru")[key])

    assert all({"one", "few", "other"} <= variants for variants in found.variants)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день")]
)
def test_russian_days(count: int, words: str) -> None:
    assert Words("ru")("duration-days", count=count) == words


# ------------------------------------------------------------------ the code and the catalogues


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(CODE.rglob("*.py")))


def constants() -> set[str]:
    nodes = [node for tree in trees() for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def beginnings() -> tuple[str, ...]:
    """`f"header-{author}"` says every key that begins so."""
    nodes = [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    first = [node.values[0].value for node in nodes if node.values and isinstance(node.values[0], ast.Constant)]
    return tuple(str(each) for each in first if re.fullmatch(r"[a-z]+-", str(each)))


def sayings() -> Iterator[tuple[str, set[str]]]:
    """Each `words("key", …)` in the code with the names of its arguments."""
    for tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            said = getattr(node.func, "id", getattr(getattr(node.func, "func", None), "id", ""))
            if (
                said in {"words", "Words"}
                and isinstance(node.args[0].value, str)
                and node.args[0].value not in LANGUAGES
            ):
                yield node.args[0].value, {str(keyword.arg) for keyword in node.keywords}


def test_every_sentence_is_said_somewhere() -> None:
    said, begun = constants(), beginnings()

    assert [key for key in ALL if key not in said and not key.startswith(begun)] == []


def test_everything_that_is_said_stands_in_the_catalogues() -> None:
    nouns = {key.partition("-")[0] for key in ALL}
    looks_like_a_key = [text for text in constants() if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", text)]

    assert [text for text in looks_like_a_key if text.partition("-")[0] in nouns and text not in ALL] == []
    assert [key for key, _ in sayings() if key not in ALL] == []


def test_every_gap_is_filled_and_nothing_is_given_in_vain() -> None:
    wrong = [key for key, given in sayings() if key in ALL and given != variables(messages("en")[key])]

    assert list(sayings())
    assert wrong == []
