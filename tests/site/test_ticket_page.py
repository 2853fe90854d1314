"""A ticket's page: every act as a quiet line, its times, its ratings and what was said about them."""

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from apps.admin.actors import Door, operator, person
from apps.ticket.models import Event, Message
from apps.ticket.retelling import Names, changes_of, facts_of
from apps.ticket.services import edits, lifecycle
from apps.ticket.services.contents import Content, Incoming, Source
from apps.ticket.services.ratings import add_comment
from apps.user.services import Sender
from tests.api.desk import AZIZA, BOT, Desk, build_desk, take
from tests.site.office import rate, seat, ticket_address


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def comment(desk: Desk, text: str) -> None:
    """Let Aziza reply to the bot's question about the rating."""
    closing = Event.objects.get(act="closed").pk
    incoming = Incoming(
        source=Source(bot_id=BOT, chat_id=AZIZA, message_id=900),
        sender=Sender(telegram_id=AZIZA, first_name="Aziza", language_code="uz"),
        content=Content(kind="text", text=text),
    )
    assert add_comment(person(AZIZA), closing, incoming) is not None


def page_of(desk: Desk, language: str = "en") -> str:
    page = seat(desk.rustam, language).get(ticket_address(desk)).content.decode()
    # Names are kept apart from the words around them, whatever direction they are written in.
    return page.replace("<bdi>", "").replace("</bdi>", "")


def test_every_act_is_on_the_page_as_a_line_or_as_its_message(office: Desk) -> None:
    edits.edit_answer(
        actor=operator(office.dilnoza, Door.SITE), message_id=office.answer.pk, text="Boshqa", entities=[]
    )
    rate(office)
    comment(office, "Zoʻr ekan")
    transcript = seat(office.rustam).get(ticket_address(office)).context["transcript"]
    lines = [entry.act for entry in transcript.entries if not hasattr(entry, "message")]
    told = [entry.message.pk for entry in transcript.entries if hasattr(entry, "message")]
    for event in Event.objects.filter(ticket=office.ticket):
        messages = {event.data.get("message"), *event.data.get("messages", [])} - {None}
        assert event.act in lines or messages <= set(told), event.act
    assert set(told) == set(Message.objects.filter(ticket=office.ticket).values_list("pk", flat=True))


def test_a_line_says_from_what_to_what_who_and_through_which_door(office: Desk) -> None:
    take(office)
    lifecycle.transfer_ticket(
        actor=operator(office.rustam, Door.SITE), ticket_id=office.ticket.pk, category_id=office.delivery.pk
    )
    page = page_of(office)
    line = page[page.index('desk-act-transferred"') :].split("</li>")[0]
    for words in ("transferred", "category: Toʻlovlar → Yetkazish", "admin: Dilnoza → —", "Rustam", "site"):
        assert words in line


def test_a_message_shows_its_door(office: Desk) -> None:
    entries = seat(office.rustam).get(ticket_address(office)).context["transcript"].entries
    doors = {entry.message.text: entry.door for entry in entries if hasattr(entry, "message")}
    assert doors["Hozir koʻraman"] == "API"


def test_the_rating_its_comment_and_whose_work_it_is(office: Desk) -> None:
    rate(office, 4)
    comment(office, "Zoʻr ekan")
    page = page_of(office)
    assert 'aria-label="4 of 5"' in page
    assert "★★★★☆" in page
    assert "Zoʻr ekan" in page
    assert "About the rating" in page
    assert "rating: — → ★★★★☆" in page
    assert "admin: Dilnoza" in page


def test_the_times_of_a_ticket_stand_beside_it(office: Desk) -> None:
    rate(office)
    page = page_of(office)
    for words in ("first answered", "closed", "opened"):
        assert f"<dt>{words}</dt>" in page


def test_whoever_asked_learns_of_no_note_by_its_line(office: Desk) -> None:
    edits.edit_answer(actor=operator(office.dilnoza, Door.SITE), message_id=office.note.pk, text="V", entities=[])
    edited = Event.objects.get(act="edited")
    assert "desk-act-edited" in page_of(office)
    office.rustam.telegram_id = AZIZA
    office.rustam.save(update_fields=["telegram_id"])
    assert edited.data["message"] == office.note.pk
    assert "desk-act-edited" not in page_of(office)


@pytest.mark.parametrize(("language", "words"), [("uz", "holat: yangi → yopilgan"), ("ru", "новое → закрыто")])
def test_the_lines_speak_the_readers_language(language: str, words: str, office: Desk) -> None:
    rate(office)
    assert words in page_of(office, language)


# ---------------------------------------------------------------- words of events


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_super_admin": [False, True]}, "super admin: no → yes"),
        ({"language": ["uz", "ru"]}, "language: Oʻzbekcha → Русский"),
        ({"rating": [3, 5]}, "rating: ★★★☆☆ → ★★★★★"),
        ({"name_uz": ["", "Toʻlov"]}, "name in Uzbek: — → Toʻlov"),
        ({"something_new": [1, [2, 3]]}, "something_new: 1 → 2, 3"),
        ({"admin": [None, 10**9]}, "admin: — → 1000000000"),
        ({"categories": [[], []]}, "categories: — → —"),
    ],
)
def test_changes_are_told_in_words(changes: dict[str, list[object]], words: str, db: None) -> None:
    event = Event(act="access_changed", door="site", changes=changes, data={})
    with translation.override("en"):
        assert [str(change) for change in changes_of(event, Names.of([event]))] == [words]


def test_names_are_read_at_once_for_all_events(office: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    events = [
        Event(act="access_changed", changes={"categories": [[], [office.payments.pk, office.delivery.pk]]}, data={}),
        Event(act="taken", changes={"admin": [None, office.dilnoza.pk]}, data={"admin": office.kamola.pk}),
    ]
    with django_assert_num_queries(2):
        names = Names.of(events)
    assert changes_of(events[0], names)[0].after == "Toʻlovlar, Yetkazish"
    assert changes_of(events[1], names)[0].after == "Dilnoza"
    with translation.override("en"):
        assert facts_of(events[1], names) == [("admin", "Kamola")]


def test_the_address_of_an_act_leads_to_its_page(office: Desk) -> None:
    event = Event.objects.filter(ticket=office.ticket).earliest("pk")
    assert seat(office.rustam).get(reverse("admin:ticket_event_change", args=[event.pk])).status_code == 200
