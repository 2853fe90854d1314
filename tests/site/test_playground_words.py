"""The page's own words stand in three languages, and its files keep the house's rules."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "playground" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
ROW = re.compile(r'^  (\w+): \["([^"]+)", "([^"]+)", "([^"]+)"\],$')
SAME_IN_TWO = {"asVideo"}
PLACEHOLDER = re.compile(r"\{\w+\}")


def _words() -> dict[str, tuple[str, str, str]]:
    lines = (STATIC / "words.js").read_text().splitlines()
    first, last = lines.index("const WORDS = {") + 1, lines.index("};")
    rows = [ROW.match(line) for line in lines[first:last]]
    assert all(rows)
    return {row[1]: (row[2], row[3], row[4]) for row in rows if row}


def test_no_sentence_is_the_same_in_two_languages() -> None:
    same = {key for key, row in _words().items() if len(set(row)) < 3}
    assert same == SAME_IN_TWO


def test_the_placeholders_agree() -> None:
    for key, row in _words().items():
        assert len({frozenset(PLACEHOLDER.findall(sentence)) for sentence in row}) == 1, key


def test_every_word_that_is_asked_for_is_there_and_none_is_left_over() -> None:
    source = "\n".join(script.read_text() for script in SCRIPTS)
    asked = set(re.findall(r'(?<!\w)t\(\s*"(\w+)"', source))
    words = set(_words())
    assert asked <= words
    assert {key for key in words if f'"{key}"' not in source} == set()


@pytest.mark.parametrize("path", [*SCRIPTS, *STATIC.glob("*.css"), *STATIC.glob("*.html")], ids=lambda path: path.name)
def test_each_file_is_small_and_asks_nothing_of_others(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) < 300
    addresses = set(re.findall(r"https?://[\w.]+", text)) - {"http://www.w3.org"}
    assert not addresses
    assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|eval|document\.write)\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", text)
