"""Buttons: what Telegram allows, and the labels that the product names."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.keyboards import admin as admin_buttons
from bot.keyboards import callbacks, menu, replies, report, super_admin, user
from bot.keyboards.callbacks import ListTickets, OnTicket, TicketAct
from bot.keyboards.layout import LABEL_LIMIT, shorten
from bot.services.words import LANGUAGES, Words
from tests.bot.facts import WICKED, admin, category, closed, hit, own, page, reply_file, saved_reply, taken, ticket

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
# Beyond any row that a desk will have.
HUGE = 10**15
FACTORIES = [each for each in vars(callbacks).values() if isinstance(each, type) and issubclass(each, CallbackData)]


def longest(factory: type[CallbackData]) -> CallbackData:
    values: dict[str, Any] = {}
    for name, field in factory.model_fields.items():
        choices = [choice for choice in get_args(field.annotation) if isinstance(choice, str)]
        if choices:
            values[name] = max(choices, key=len)
        elif field.annotation is bool:
            values[name] = True
        else:
            values[name] = HUGE
    return factory(**values)


@pytest.mark.parametrize(
    "factory", [each for each in FACTORIES if each is not CallbackData], ids=lambda each: each.__name__
)
def test_every_button_fits_into_64_bytes_with_the_largest_ids(factory: type[CallbackData]) -> None:
    packed = longest(factory).pack()

    assert len(packed.encode()) <= 64
    assert factory.unpack(packed) == longest(factory)


def test_no_two_kinds_of_buttons_share_a_prefix() -> None:
    prefixes = [each.__prefix__ for each in FACTORIES if each is not CallbackData]

    assert len(set(prefixes)) == len(prefixes)


def test_every_act_of_a_card_has_a_button() -> None:
    on_card = {act for row in admin_buttons.CARD_ROWS for act in row}

    assert on_card | {"confirm", "keep"} == set(get_args(TicketAct))


def every_keyboard(language: str) -> list[InlineKeyboardMarkup]:
    words = Words(language)
    long = category(name_uz="🙂" * 100, name_ru="🙂" * 100, name_en="🙂" * 100)
    targets: Any = {"categories": [long], "admins": [{"id": 5, "first_name": WICKED}]}
    tickets = [{"id": HUGE, "number": HUGE, "first_name": "🙂" * 64}]
    reply = saved_reply(HUGE, title="🙂" * 60, files=[reply_file()])
    many = page(*(ticket(1000 + each) for each in range(1, 9)), following=True, earlier=True)
    return [
        user.category_keyboard([long], {"id": HUGE, "number": HUGE}, words),
        user.language_keyboard(words),
        user.own_ticket_keyboard(own(1001), words),
        user.own_close_keyboard(HUGE, HUGE, words),
        user.with_rating(user.closed_keyboard(HUGE, HUGE, words, closing=HUGE, can_reopen=True), HUGE, 6),
        admin_buttons.card_keyboard(taken(), words),
        admin_buttons.card_keyboard(closed(), words),
        admin_buttons.close_keyboard(HUGE, HUGE, words),
        admin_buttons.earlier_keyboard(HUGE, HUGE, HUGE, words),
        admin_buttons.transfer_keyboard(HUGE, targets, words),
        admin_buttons.takeover_keyboard(HUGE, "answer", words),
        admin_buttons.loose_keyboard(tickets, words),
        admin_buttons.pending_takeover_keyboard(HUGE, words),
        admin_buttons.pending_reopen_keyboard(HUGE, words),
        admin_buttons.retry_keyboard(HUGE, words),
        replies.replies_keyboard(page(reply, following=True, earlier=True), HUGE, HUGE, words),
        replies.preview_keyboard(HUGE, HUGE, HUGE, words),
        replies.overtake_keyboard(HUGE, HUGE, HUGE, words),
        replies.reasons_keyboard(HUGE, HUGE, words),
        replies.block_keyboard("typed", HUGE, HUGE, words),
        menu.menu_keyboard(super_admin=True, words=words),
        menu.ticket_list_keyboard(many, "all", words, NOW),
        menu.found_keyboard(page(*[hit()] * 5, following=True), words, NOW, query=2**32, offset=HUGE, size=5),
        *(report.report_keyboard(view, "week", words, page=1, pages=3) for view in report.VIEWS),
        super_admin.admins_keyboard(page(admin(first_name="🙂" * 150), following=True), words),
        super_admin.admin_keyboard(admin(), [long], words),
        super_admin.dismiss_keyboard(HUGE, words),
        super_admin.categories_keyboard([long], words),
        super_admin.category_keyboard(long, words),
        super_admin.step_keyboard(words, skippable=True),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_says_something_short_and_carries_something(language: str) -> None:
    for keyboard in every_keyboard(language):
        for row in keyboard.inline_keyboard:
            assert 1 <= len(row) <= (5 if row == user.rating_row(HUGE) else 3)
            for button in row:
                assert button.text.strip()
                assert len(button.text) <= LABEL_LIMIT
                assert len((button.callback_data or "").encode()) in range(1, 65)


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("button-take", "Take"),
        ("button-answer", "Answer"),
        ("button-release", "Release"),
        ("button-transfer", "Transfer"),
        ("button-note", "Note"),
        ("button-close", "Close"),
        ("button-reopen", "Reopen"),
        ("button-retry", "Retry"),
        ("button-replies", "Saved replies"),
        ("button-send", "Send"),
        ("button-block", "Block"),
        ("button-unblock", "Unblock"),
        ("button-mine", "My tickets"),
        ("button-new", "New tickets"),
        ("button-waiting", "Waiting"),
        ("button-closed", "Closed"),
        ("button-activity", "My activity"),
        ("button-all", "All tickets"),
        ("button-reports", "Reports"),
        ("button-admins", "Admins"),
        ("button-categories", "Categories"),
        ("button-ask", "Ask as a user"),
    ],
)
def test_english_buttons_are_named_as_the_product_names_them(key: str, label: str) -> None:
    icon, _, rest = Words("en")(key).partition(" ")

    assert rest == label
    assert not icon.isascii()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_done_button_names_its_ticket_and_is_known_again(language: str) -> None:
    keyboard = admin_buttons.focus_keyboard(1024, "note", Words(language))
    label = keyboard.keyboard[0][0].text

    assert label.endswith("· #1024")
    assert admin_buttons.done_label().fullmatch(label)
    assert keyboard.input_field_placeholder
    assert len(keyboard.input_field_placeholder) <= 64


def test_the_menu_of_an_admin_has_no_buttons_of_super_admins() -> None:
    rows = menu.menu_keyboard(super_admin=False, words=Words("en")).inline_keyboard

    assert sum(len(row) for row in rows) == 6


def test_a_switched_off_category_is_offered_only_where_it_is_bound() -> None:
    off = [category(2, is_active=False), category(3, is_active=False)]
    rows = super_admin.admin_keyboard(admin(categories=[2]), off, Words("en")).inline_keyboard

    assert [button.text for button in rows[0]] == ["✅ Payments 2"]


def test_labels_are_shortened_with_a_sign() -> None:
    assert shorten("a  b\nc", 10) == "a b c"
    assert shorten("a" * 20, 10) == "a" * 9 + "…"


def test_a_page_without_tickets_has_no_pages() -> None:
    keyboard = menu.ticket_list_keyboard(page(following=True, earlier=True), "new", Words("en"), NOW)

    assert [button.callback_data for row in keyboard.inline_keyboard for button in row] == ["menu:menu"]
    assert ListTickets(box="new").pack() != OnTicket(act="take", ticket=1, number=1).pack()
