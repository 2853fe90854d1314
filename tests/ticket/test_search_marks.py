"""What a search shows of a ticket: pieces of messages with the words marked as they were written."""

import pytest

from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.search import Hit, search
from apps.ticket.services.search.marks import Part
from apps.ticket.services.search.snippets import LONGEST, clip
from apps.user.models import TelegramUser
from tests.personas import AZIZA, BORIS, DILNOZA, RUSTAM, Desk


def hit(query: str) -> Hit:
    """Return the one ticket that Rustam finds."""
    (only,) = search(actor=RUSTAM.in_telegram, query=query).hits
    return only


def written(parts: list[Part] | None) -> str:
    """Return the parts with brackets around what is marked."""
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts or [])


MARKED = [
    ("Salom, to'lovni koʻring", "тўлов", "Salom, [to'lovni] koʻring"),
    ("Тўловлар, тўлов!", "toʻlov", "[Тўловлар], [тўлов]!"),
    ("Моей карты нет", "карта", "Моей [карты] нет"),
    ("Two payments failed", "payment fail", "Two [payments] [failed]"),
    ("<b>pul</b> & %_\\ pul", "pul", "<b>[pul]</b> & %_\\ [pul]"),
    ("pul_kerak PUL", "pul", "[pul]_kerak [PUL]"),
    ("Buyurtma kelmadi", "buyrutma", "[Buyurtma] kelmadi"),
    ("Oʻtmadi yo'q oʻ", "o'tmadi", "[Oʻtmadi] yo'q oʻ"),
    ("😀pul😀 va 💸", "pul", "😀[pul]😀 va 💸"),
    ("Деньги не пришли", "деньги не пришли", "[Деньги] не [пришли]"),
]


@pytest.mark.parametrize(("text", "typed", "shown"), MARKED)
def test_words_are_marked_as_they_were_written(desk: Desk, text: str, typed: str, shown: str) -> None:
    AZIZA.writes(text, category=desk.payments)

    (snippet,) = hit(typed).snippets

    assert written(snippet.parts) == shown


def test_a_snippet_tells_who_said_it_and_whether_it_is_a_note(desk: Desk) -> None:
    question = AZIZA.writes("Toʻlov qani", category=desk.payments)
    ticket = AZIZA.ticket
    answer = answer_ticket(
        actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Toʻlov keldi")
    )
    note = add_note(
        actor=DILNOZA.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Toʻlov shubhali")
    )

    snippets = hit("toʻlov").snippets

    assert [(one.message, one.author, one.is_staff, one.note) for one in snippets] == [
        (note.pk, "Dilnoza", True, True),
        (answer.pk, "Dilnoza", True, False),
        (question.pk, "Aziza", False, False),
    ]
    assert [one.at for one in snippets] == [note.created_at, answer.created_at, question.created_at]


def test_three_snippets_are_shown_at_most_and_those_with_all_words_first(desk: Desk) -> None:
    AZIZA.writes("karta pul 1", category=desk.payments)
    for number in range(2, 6):
        AZIZA.writes(f"karta {number}")

    shown = [written(snippet.parts) for snippet in hit("karta pul").snippets]

    assert shown == ["[karta] [pul] 1", "[karta] 5", "[karta] 4"]


def test_the_name_that_was_found_is_marked(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)
    TelegramUser.objects.filter(telegram_id=AZIZA.telegram_id).update(last_name="Oʻrinova", username="gul_78")

    assert written(hit("ўринова").person) == "Aziza [Oʻrinova] @gul_78"
    assert written(hit("@gul").person) == "Aziza Oʻrinova @[gul]_78"
    assert written(hit("Orinva").person) == "Aziza [Oʻrinova] @gul_78"
    assert hit("salom").person is None


def test_a_number_shows_the_ticket_without_pieces_of_it(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)

    only = hit(f"#{AZIZA.ticket.number}")

    assert (only.snippets, only.person, only.ticket) == ([], None, AZIZA.ticket)


def test_a_caption_is_found_and_an_empty_message_is_not(desk: Desk) -> None:
    AZIZA.writes("", kind="voice", category=desk.payments)
    AZIZA.writes("Chekim mana", kind="photo")

    assert [written(snippet.parts) for snippet in hit("chek").snippets] == ["[Chekim] mana"]


FILLING = "soʻz " * 200


@pytest.mark.parametrize("text", [f"pul {FILLING}", f"{FILLING} pul", f"{FILLING} pul {FILLING}", "pul" * 600])
def test_a_long_message_is_cut_around_the_marked_word(desk: Desk, text: str) -> None:
    AZIZA.writes(text, category=desk.payments)

    (snippet,) = hit("pul").snippets

    assert any(part.marked and part.text.startswith("pul") for part in snippet.parts)
    assert len("".join(part.text for part in snippet.parts)) <= LONGEST


def test_a_cut_is_made_between_words_and_shown(desk: Desk) -> None:
    AZIZA.writes(f"{FILLING} pul {FILLING}", category=desk.payments)

    (snippet,) = hit("pul").snippets
    words = written(snippet.parts).split()

    assert (words[0], words[-1]) == ("…soʻz", "soʻz…")
    assert set(words[1:-1]) == {"soʻz", "[pul]"}


def test_a_piece_is_chosen_where_most_of_the_words_stand() -> None:
    parts = [
        Part("pul", True),
        Part(" a" * 100 + " ", False),
        Part("karta", True),
        Part(" va ", False),
        Part("pul", True),
    ]

    assert written(clip(parts)).endswith("a [karta] va [pul]")


def test_lines_of_a_message_become_one(desk: Desk) -> None:
    BORIS.writes("Salom\n\nPul\tqani", category=desk.payments)

    assert written(hit("pul").snippets[0].parts) == "Salom [Pul] qani"
