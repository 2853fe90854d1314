"""/find, and Search in the menu: what an admin looks for, and what they see of it."""

from typing import Any

import pytest

from bot.services.api_errors import Refused
from bot.services.found import PAGE, found_screen
from bot.services.outgoing.styled import TEXT_LIMIT, utf16_length
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import ACTOR, INBOX, Faces, refused
from tests.bot.facts import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, WICKED, actor, asker, closed, hit, marked, page

SEARCH = "GET /ticket/search/"
CARD = "POST /ticket/tickets/24/card/"
BAD = refused("invalid", 400, fields={"q": ["too short"]})


async def finds(faces: Faces, *answers: object, words: str = "money") -> None:
    faces.answer(SEARCH, list(answers))
    await faces.says(DILNOZA, f"/find {words}")


def bold(message: dict[str, Any]) -> list[str]:
    """The bold words of a message; offsets are counted as Telegram counts them."""
    raw = message["text"].encode("utf-16-le")
    spans = [each for each in message.get("entities", []) if each["type"] == "bold"]
    return [raw[each["offset"] * 2 : (each["offset"] + each["length"]) * 2].decode("utf-16-le") for each in spans]


async def test_find_shows_the_ticket_with_the_words_in_bold(faces: Faces) -> None:
    await finds(faces, page(hit()))

    asked = faces.api.made(SEARCH)[0]
    assert (asked.person, asked.query) == (DILNOZA, {"q": "money", "limit": str(PAGE), "offset": "0"})
    assert faces.heard(DILNOZA)[-1] == (
        "🔎 Found for “money”\n\n🆕 #1024 · Aziza · Payments 1\n💬 Aziza: Where is my money?"
    )
    assert bold(faces.last(DILNOZA)) == ["🔎 Found for “money”", "money"]


async def test_a_found_ticket_is_opened_by_its_button(faces: Faces) -> None:
    await finds(faces, page(hit()))
    faces.answer(CARD, {})

    await faces.presses(DILNOZA, "#1024 · Aziza")

    assert len(faces.api.made(CARD)) == 1


async def test_it_says_who_wrote_and_what_is_a_note(faces: Faces) -> None:
    snippet = hit()["snippets"][0]
    answer = {**snippet, "author": "Dilnoza", "is_staff": True, "parts": marked("Your *money* is there")}
    note = {**answer, "note": True, "parts": marked("No *money* yet")}
    await finds(faces, page(hit(snippets=[snippet, answer, note])))

    lines = faces.heard(DILNOZA)[-1].splitlines()[-3:]
    assert [line[:2].strip("\ufe0f") for line in lines] == ["💬 ", "↩", "📝 "]
    assert lines[2].endswith("Dilnoza: No money yet")


async def test_the_name_that_was_looked_for_is_marked(faces: Faces) -> None:
    await finds(
        faces, page(hit(reason="person", snippets=[], person=marked("*Aziza* Karimova (@aziza)"))), words="aziza"
    )

    assert "Aziza Karimova (@aziza)" in faces.heard(DILNOZA)[-1]
    assert bold(faces.last(DILNOZA))[1:] == ["Aziza"]


async def test_a_number_that_was_looked_for_is_marked(faces: Faces) -> None:
    await finds(faces, page(hit(reason="number", snippets=[])), words="#1024")

    assert faces.api.made(SEARCH)[0].query["q"] == "#1024"
    assert bold(faces.last(DILNOZA))[1:] == ["#1024"]


async def test_what_looks_like_markup_is_shown_as_it_is(faces: Faces) -> None:
    wicked = closed(user_detail=asker(first_name=WICKED))
    await finds(faces, page(hit(ticket=wicked, text=f"{WICKED} '%_\\")), words="<b>' % _ \\")

    assert "parse_mode" not in str(faces.last(DILNOZA))
    assert f"🔒 #1024 · {WICKED}" in faces.heard(DILNOZA)[-1]
    assert "“<b>' % _ \\”" in faces.heard(DILNOZA)[-1]


async def test_marks_behind_emoji_stand_where_they_belong(faces: Faces) -> None:
    await finds(faces, page(hit(text="🙂🙂 *pul* qani 🙂 *pul*?")), words="pul")

    assert bold(faces.last(DILNOZA))[1:] == ["pul", "pul"]


async def test_nothing_found_is_said(faces: Faces) -> None:
    await finds(faces, page())

    assert "Nothing was found for “money”" in faces.heard(DILNOZA)[-1]
    assert faces.buttons(DILNOZA) == ["🏠 Menu"]


# ------------------------------------------------------------------ pages


async def test_what_was_found_is_paged_both_ways(faces: Faces) -> None:
    await finds(faces, page(hit(), following=True), page(hit(1025), earlier=True), page(hit(), following=True))

    await faces.presses(DILNOZA, "Next")
    assert faces.buttons(DILNOZA)[-2:] == ["⬅️ Previous", "🏠 Menu"]
    await faces.presses(DILNOZA, "Previous")

    offsets = [(asked.query["q"], asked.query["offset"]) for asked in faces.api.made(SEARCH)]
    assert offsets == [("money", "0"), ("money", str(PAGE)), ("money", "0")]


async def test_words_lost_by_a_restart_are_asked_for_again(faces: Faces) -> None:
    await finds(faces, page(hit(), following=True), page(hit(1025)))
    await faces.restart()

    assert "too old" in await faces.presses(DILNOZA, "Next")
    assert faces.heard(DILNOZA)[-1].startswith("🔎 What shall I look for?")
    await faces.says(DILNOZA, "money")

    assert "#1025" in faces.heard(DILNOZA)[-1]


async def test_an_older_list_is_not_paged_by_newer_words(faces: Faces) -> None:
    await finds(faces, page(hit(), following=True))
    older = faces.last(DILNOZA)
    data = next(
        each["callback_data"]
        for row in older["reply_markup"]["inline_keyboard"]
        for each in row
        if "Next" in each["text"]
    )
    await finds(faces, page(hit(1030)), words="parcel")

    await faces.act(f"people/{DILNOZA}/callbacks", message_id=older["message_id"], data=data)

    assert [asked.query["q"] for asked in faces.api.made(SEARCH)] == ["money", "parcel"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_page_fits_into_a_message_with_all_its_buttons(language: str) -> None:
    long = {**hit()["snippets"][0], "author": "🙂" * 200, "parts": marked("*" + "🙂" * 160 + "*")}
    found = hit(snippets=[long] * 3, person=marked("🙂" * 150))

    screen = found_screen(page(*[found] * PAGE, following=True), "🙂" * 200, PAGE, Words(language))

    assert utf16_length(screen.text.text) <= TEXT_LIMIT
    assert all(span["offset"] + span["length"] <= TEXT_LIMIT for span in screen.text.spans)
    assert screen.buttons
    assert len(screen.buttons.inline_keyboard) == PAGE + 2


# ------------------------------------------------------------------ asking for words, and refusing them


@pytest.mark.parametrize("person", [DILNOZA, RUSTAM])
async def test_the_menu_asks_for_words(faces: Faces, person: int) -> None:
    faces.answer(SEARCH, page(hit()))
    await faces.says(person, "/admin")

    await faces.presses(person, "Search")
    await faces.says(person, "money")

    assert faces.api.made(SEARCH)[0].query["q"] == "money"
    assert "#1024" in faces.heard(person)[-1]


async def test_find_alone_asks_for_words(faces: Faces) -> None:
    faces.answer(SEARCH, page(hit()))

    await faces.says(DILNOZA, "/find")
    assert faces.buttons(DILNOZA) == ["✖️ Cancel"]
    await faces.says(DILNOZA, "money")

    assert "#1024" in faces.heard(DILNOZA)[-1]


async def test_after_the_answer_words_are_words_again(faces: Faces) -> None:
    await finds(faces, page(hit()))
    faces.answer(INBOX, {"message": 1, "outcome": "held", "ticket": None, "actor": actor(DILNOZA)})

    await faces.says(DILNOZA, "parcel")

    assert len(faces.api.made(SEARCH)) == 1
    assert len(faces.api.made(INBOX)) == 1


@pytest.mark.parametrize("words", ["a", "%", "x" * 5000])
async def test_what_cannot_be_looked_for_is_refused_in_words(faces: Faces, words: str) -> None:
    await finds(faces, BAD, words=words[:4000])

    assert "at least two letters and at most 200" in faces.heard(DILNOZA)[-1]
    assert len(faces.api.made(SEARCH)[0].query["q"]) <= 256, "A request line has no room for more."


async def test_after_a_refusal_better_words_may_follow_at_once(faces: Faces) -> None:
    faces.answer(SEARCH, [BAD, page(hit())])
    await faces.says(DILNOZA, "/find")

    await faces.says(DILNOZA, "a")
    await faces.says(DILNOZA, "money")

    assert "#1024" in faces.heard(DILNOZA)[-1]


async def test_a_search_that_takes_too_long_is_said(faces: Faces) -> None:
    await finds(faces, Refused(503, "took_too_long", {}, {}))

    assert "took too long" in faces.heard(DILNOZA)[-1]


@pytest.mark.parametrize(
    ("person", "words"), [(AZIZA, "faqat yordam xizmati adminlari"), (BORIS, "только для"), (EMMA, "for admins")]
)
async def test_who_is_no_admin_is_refused_plainly(faces: Faces, person: int, words: str) -> None:
    await faces.says(person, "/find money")

    assert words in faces.heard(person)[-1]
    assert faces.api.made(SEARCH) == []


async def test_who_was_dismissed_finds_nothing_any_more(faces: Faces) -> None:
    faces.answer(ACTOR, actor(DILNOZA, role="user"))

    await faces.says(DILNOZA, "/find money")

    assert "for admins" in faces.heard(DILNOZA)[-1]
    assert faces.api.made(SEARCH) == []
