"""A person writes for the first time: nothing typed has to be typed twice."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.admin.models import Category
from apps.delivery.services.enqueue import set_reachability
from apps.ticket.models import Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.intake import start
from apps.ticket.services.pending import choose_category, discard_pending
from apps.user.models import TelegramUser
from core.errors import Conflict, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, NODIRA, RUSTAM, Desk, Persona, photo

# Somebody whose Telegram speaks a language that the desk does not.
WU = Persona(1004, "Wu", "zh-hans")


def test_a_first_message_without_start_is_kept_and_asked_about(desk: Desk) -> None:
    message = AZIZA.writes("Toʻlov oʻtmadi")

    assert (message.outcome, message.ticket, message.text) == ("waiting", None, "Toʻlov oʻtmadi")
    question = AZIZA.notice("choose_category")
    assert [category["slug"] for category in question["categories"]] == ["payments", "delivery"]
    assert (question["reopen"], question["waiting"]) == (None, 1)


@pytest.mark.parametrize(("persona", "language"), [(AZIZA, "uz"), (BORIS, "ru"), (EMMA, "en"), (WU, "uz")])
def test_the_question_is_asked_in_the_language_of_their_telegram(desk: Desk, persona: Persona, language: str) -> None:
    persona.writes()

    assert [row.language for row in persona.outbox()] == [language]


def test_three_quick_messages_are_asked_about_once_and_keep_their_order(desk: Desk) -> None:
    for text in ("Salom", "Toʻlov oʻtmadi", "Yordam bering"):
        AZIZA.writes(text)

    chosen = choose_category(actor=AZIZA.in_telegram, category_id=desk.payments.pk)

    assert AZIZA.notices() == ["choose_category", "ticket_opened"]
    ticket = AZIZA.ticket
    assert (chosen["outcome"], chosen["ticket"]) == ("opened", ticket)
    assert [message.text for message in ticket.messages.all()] == ["Salom", "Toʻlov oʻtmadi", "Yordam bering"]
    assert DILNOZA.reads() == ["Salom", "Toʻlov oʻtmadi", "Yordam bering"]


def test_who_writes_again_later_is_asked_again(desk: Desk) -> None:
    AZIZA.writes()
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    AZIZA.writes("Eshityapsizmi?")

    assert AZIZA.notices() == ["choose_category", "choose_category"]
    assert AZIZA.notice("choose_category")["waiting"] == 2


def test_a_single_category_is_chosen_without_asking(desk: Desk, single: Category) -> None:
    message = AZIZA.writes("Toʻlov oʻtmadi")

    assert message.outcome == "opened"
    assert AZIZA.ticket.category == single
    assert AZIZA.notices() == ["ticket_opened"]
    assert (DILNOZA.cards(), DILNOZA.reads()) == (["new"], ["Toʻlov oʻtmadi"])
    assert NODIRA.outbox() == []


def test_a_category_chosen_first_waits_for_the_question(desk: Desk) -> None:
    start(sender=AZIZA.sender)
    chosen = choose_category(actor=AZIZA.in_telegram, category_id=desk.delivery.pk)
    assert (chosen["outcome"], chosen["ticket"]) == ("category_chosen", None)

    message = AZIZA.writes("Buyurtma qani?", category=desk.delivery)

    assert message.outcome == "opened"
    assert AZIZA.ticket.category == desk.delivery
    assert (NODIRA.cards(), DILNOZA.cards()) == (["new"], [])


def test_a_category_that_was_closed_down_meanwhile_is_asked_about_anew(desk: Desk) -> None:
    third = Category.objects.create(slug="third", name_en="Third", is_active=False)
    message = AZIZA.writes(category=third)

    assert (message.outcome, AZIZA.notices()) == ("waiting", ["choose_category"])
    with pytest.raises(Conflict, match="category_inactive"):
        choose_category(actor=AZIZA.in_telegram, category_id=third.pk)
    with pytest.raises(NotFound):
        choose_category(actor=AZIZA.in_telegram, category_id=10**6)
    assert not Ticket.objects.exists()


def test_a_desk_without_categories_keeps_the_words_and_says_so(desk: Desk) -> None:
    Category.objects.update(is_active=False)
    message = AZIZA.writes()

    assert (message.outcome, AZIZA.notices()) == ("waiting", ["no_categories"])
    assert start(sender=AZIZA.sender)["outcome"] == "no_categories"


def test_a_link_names_the_category(desk: Desk) -> None:
    answer = start(sender=AZIZA.sender, slug="delivery")
    assert (answer["outcome"], answer["category"]) == ("category_chosen", desk.delivery)

    assert start(sender=AZIZA.sender, slug="no-such")["outcome"] == "choose_category"


def test_a_link_opens_the_ticket_for_words_that_wait(desk: Desk) -> None:
    AZIZA.writes("Buyurtma qani?")
    answer = start(sender=AZIZA.sender, slug="delivery")

    assert (answer["outcome"], answer["ticket"]) == ("opened", AZIZA.ticket)
    assert NODIRA.reads() == ["Buyurtma qani?"]


def test_start_shows_the_ticket_that_is_open(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)

    for slug in ("", "delivery"):
        answer = start(sender=AZIZA.sender, slug=slug)
        assert (answer["outcome"], answer["ticket"]) == ("ticket_open", AZIZA.ticket)
    assert choose_category(actor=AZIZA.in_telegram, category_id=desk.delivery.pk)["outcome"] == "ticket_open"
    assert AZIZA.ticket.category == desk.payments


def test_everything_else_goes_into_the_open_ticket(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    later = AZIZA.writes("Yana bir savol")
    picture = AZIZA.writes("Mana", kind="photo", media=photo())

    assert [later.outcome, picture.outcome] == ["stored", "stored"]
    assert [message.kind for message in AZIZA.ticket.messages.all()] == ["text", "text", "photo"]
    assert AZIZA.notices() == ["ticket_opened"]
    assert DILNOZA.reads() == ["Salom", "Yana bir savol", "Mana"]


def test_within_the_window_a_closed_ticket_is_offered_first(desk: Desk) -> None:
    closed = _closed_ticket(desk)
    AZIZA.writes("Yana ishlamayapti")

    assert AZIZA.notice("choose_category")["reopen"] == {"id": closed.pk, "number": closed.number}
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=closed.pk)
    assert AZIZA.ticket == closed
    assert [message.text for message in closed.messages.all()] == ["Salom", "Yana ishlamayapti"]


def test_even_a_single_category_asks_whether_to_reopen(desk: Desk, single: Category) -> None:
    _closed_ticket(desk)

    assert AZIZA.writes("Yana").outcome == "waiting"
    assert AZIZA.notice("choose_category")["reopen"] is not None
    assert start(sender=AZIZA.sender)["reopen"] is not None


def test_after_the_window_a_new_ticket_links_to_the_old_one(desk: Desk, single: Category) -> None:
    closed = _closed_ticket(desk)
    Ticket.objects.update(closed_at=timezone.now() - settings.REOPEN_WINDOW - timedelta(seconds=1))

    assert AZIZA.writes("Yangi savol").outcome == "opened"
    assert AZIZA.ticket.previous == closed
    assert AZIZA.ticket.number == closed.number + 1
    with pytest.raises(Conflict, match="reopen_window_over"):
        reopen_ticket(actor=AZIZA.in_telegram, ticket_id=closed.pk)


def test_a_new_ticket_within_the_window_links_to_the_old_one_as_well(desk: Desk) -> None:
    closed = _closed_ticket(desk)
    AZIZA.writes("Boshqa savol")
    choose_category(actor=AZIZA.in_telegram, category_id=desk.delivery.pk)

    assert (AZIZA.ticket.previous, AZIZA.ticket.category) == (closed, desk.delivery)


def test_what_the_only_admin_of_a_category_asks_in_it_goes_to_the_super_admins(desk: Desk) -> None:
    NODIRA.writes("Where is my own parcel?", category=desk.delivery)

    assert (NODIRA.cards(), RUSTAM.cards(), DILNOZA.cards()) == ([], ["new"], [])


def test_where_no_message_reaches_the_admins_of_a_category_the_super_admins_hear_of_it_as_well(desk: Desk) -> None:
    set_reachability(chat_id=NODIRA.telegram_id, reachable=False)
    AZIZA.writes("Qayerda?", category=desk.delivery)
    AZIZA.writes("Qachon?")

    assert (NODIRA.cards(), RUSTAM.cards()) == (["new"], ["new"])
    assert NODIRA.reads() == RUSTAM.reads() == ["Qayerda?", "Qachon?"]


def test_a_category_without_admins_goes_to_the_super_admins(desk: Desk) -> None:
    NODIRA.admin.categories.clear()
    AZIZA.writes("Buyurtma qani?", category=desk.delivery)

    assert (RUSTAM.reads(), NODIRA.reads(), DILNOZA.reads()) == (["Buyurtma qani?"], [], [])


def test_cancelled_words_are_kept_and_belong_nowhere(desk: Desk) -> None:
    message = AZIZA.writes("Adashib yozdim")

    assert discard_pending(actor=AZIZA.in_telegram) == 1
    assert discard_pending(actor=AZIZA.in_telegram) == 0
    assert choose_category(actor=AZIZA.in_telegram, category_id=desk.payments.pk)["outcome"] == "category_chosen"
    message.refresh_from_db()
    assert (message.text, message.ticket) == ("Adashib yozdim", None)


def test_names_are_brought_up_to_date_and_kept_as_they_are(desk: Desk) -> None:
    AZIZA.writes()
    renamed = Persona(AZIZA.telegram_id, "<b>Aziza_*[", "en")
    renamed.writes()

    user = TelegramUser.objects.get(telegram_id=AZIZA.telegram_id)
    assert (user.first_name, user.language) == ("<b>Aziza_*[", "uz")


def test_what_arrived_is_what_was_written(desk: Desk) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 5}]
    AZIZA.writes("Salom", category=desk.payments)
    AZIZA.writes("Salom 👋", entities=entities)

    content = next(row for row in deliver() if row.chat_id == DILNOZA.telegram_id and row.kind == "content")
    assert content.data["contents"][0]["entities"] == entities
    assert content.data["contents"][0]["text"] == "Salom 👋"
    assert content.data["header"] == {
        "number": AZIZA.ticket.number,
        "name": "Aziza",
        "author": "user",
        "note": False,
        "at": None,
        "edited": False,
        "rating": None,
    }


def _closed_ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    return close_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)
