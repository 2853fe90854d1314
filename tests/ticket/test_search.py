"""Search finds the ticket of which somebody remembers three words, in Uzbek, Russian and English."""

import pytest

from apps.ticket.models import Ticket
from apps.ticket.services.search import search
from apps.user.models import TelegramUser
from tests.personas import AZIZA, BORIS, EMMA, RUSTAM, Desk, Persona


def found(query: str) -> list[tuple[str, str]]:
    """Return who asked each ticket that Rustam finds, and why it was found."""
    hits = search(actor=RUSTAM.in_telegram, query=query).hits
    return [(hit.ticket.user.first_name, hit.reason) for hit in hits]


# What is written, and what somebody types who looks for it.
ONE_AND_THE_SAME = [
    ("Toʻlov oʻtmadi", "to'lov"),
    ("Toʻlov oʻtmadi", "to‘lov"),
    ("Toʻlov oʻtmadi", "to’lov"),
    ("Toʻlov oʻtmadi", "to`lov"),
    ("Toʻlov oʻtmadi", "toʼlov"),
    ("Toʻlov oʻtmadi", "tólov"),
    ("Toʻlov oʻtmadi", "tolov"),
    ("Toʻlov oʻtmadi", "TOʻLOV"),
    ("To'lov o'tmadi", "toʻlov"),
    ("Toʻlov oʻtmadi", "тўлов"),
    ("ТЎЛОВ ЎТМАДИ", "toʻlov oʻtmadi"),
    ("Тўловлар қаерда", "toʻlov"),
    ("Toʻlovni tekshiring", "toʻlov"),
    ("Toʻlov oʻtmadi", "toʻlovni"),
    ("Toʻlov oʻtmadi", "тўловларимизнинг"),
    ("Togʻda qoldim", "tog'da"),
    ("Тоғда қолдим", "tog`da qoldim"),
    ("Maʼlumot bering", "ma'lumot"),
    ("Maʼlumot bering", "malumot"),
    ("Маълумот беринг", "maʼlumot"),
    ("Етказиб берилмади", "yetkazib"),
    ("Yetkazib berilmadi", "етказиб"),
    ("Ҳисобим қани", "hisobim"),
    ("Шошилинч чек керак", "shoshilinch chek"),
    ("Ёрдам керак", "yordam"),
    ("Юборилган жўнатма", "yuborilgan joʻnatma"),
    ("Яхши хизмат", "yaxshi xizmat"),
    ("Лицензия керак", "litsenziya"),
    ("Объект манзили", "obyekt"),
    ("Salom.Pul kelmadi", "pul"),
    ("Деньги не пришли", "деньга"),
    ("Оплата не прошла", "оплату"),
    ("Проблема с доставкой", "доставка"),
    ("Моя карта заблокирована", "карты"),
    ("Счёт не пришёл", "счета"),
    ("Где мои деньги?", "ДЕНЬГИ"),
    ("The payment failed", "payments"),
    ("Two payments failed", "payment"),
    ("It was refunded twice", "refund"),
    ("My customer's card", "customers"),
    ("Write to help@desk.uz", "help@desk.uz"),
    ("Order 8600-1204", "8600"),
]


@pytest.mark.parametrize(("written", "typed"), ONE_AND_THE_SAME)
def test_words_find_each_other_however_they_are_written(desk: Desk, written: str, typed: str) -> None:
    EMMA.writes(written, category=desk.payments)
    BORIS.writes("Salom", category=desk.payments)

    assert found(typed) == [("Emma", "words")]


DIFFERENT = [
    ("Toʻlov oʻtmadi", "oʻtdi"),
    ("Karta bloklandi", "kart blok pul"),
    ("Оплата не прошла", "доставка"),
    ("The payment failed", "delivery"),
    ("Salom", "xayr"),
]


@pytest.mark.parametrize(("written", "typed"), DIFFERENT)
def test_words_that_are_not_there_find_nothing(desk: Desk, written: str, typed: str) -> None:
    EMMA.writes(written, category=desk.payments)

    assert found(typed) == []


def test_all_words_in_one_message_come_before_the_same_words_here_and_there(desk: Desk) -> None:
    AZIZA.writes("Karta bloklandi, pul yechildi", category=desk.payments)
    BORIS.writes("Karta bloklandi", category=desk.payments)
    BORIS.writes("Pul ham yechildi")
    EMMA.writes("Karta bloklandi", category=desk.payments)

    assert found("karta pul yechildi") == [("Aziza", "words"), ("Boris", "words")]


def test_the_newest_comes_first_among_equals(desk: Desk) -> None:
    for persona in (AZIZA, BORIS, EMMA):
        persona.writes("Chek kerak", category=desk.payments)
    BORIS.writes("Yana chek kerak")

    assert [name for name, _ in found("chek")] == ["Boris", "Emma", "Aziza"]


def test_a_word_that_says_nothing_does_not_narrow_the_search(desk: Desk) -> None:
    AZIZA.writes("Деньги пришли", category=desk.payments)

    assert found("деньги не пришли") == [("Aziza", "words")]


def test_a_word_that_says_nothing_is_found_where_it_is_all_that_is_asked(desk: Desk) -> None:
    AZIZA.writes("Деньги не пришли", category=desk.payments)

    assert found("не") == [("Aziza", "words")]


def test_a_name_and_a_word_of_the_conversation_find_the_ticket_of_both(desk: Desk) -> None:
    AZIZA.writes("Karta bloklandi", category=desk.payments)
    BORIS.writes("Karta bloklandi", category=desk.payments)

    assert found("Boris karta") == [("Boris", "words")]


@pytest.mark.parametrize("typed", ["#{}", "{}", "№ {}", "  {} "])
def test_a_number_finds_its_ticket(desk: Desk, typed: str) -> None:
    AZIZA.writes(category=desk.payments)
    BORIS.writes(category=desk.payments)

    assert found(typed.format(AZIZA.ticket.number)) == [("Aziza", "number")]


def test_a_number_of_one_digit_finds_its_ticket(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)
    Ticket.objects.update(number=7)

    assert found("7") == found("#7") == [("Aziza", "number")]


def test_a_number_that_stands_in_a_message_is_found_after_the_ticket_of_that_number(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)
    BORIS.writes(f"Buyurtma {AZIZA.ticket.number}", category=desk.payments)

    assert found(str(AZIZA.ticket.number)) == [("Aziza", "number"), ("Boris", "words")]


NAMES = [
    "Gulnora",
    "gulnora",
    "Гулнора",
    "Gul",
    "Oʻrinova",
    "o'rinova",
    "Ўринова",
    "Gulnora Oʻrinova",
    "@gul_78",
    "gul_78",
]


@pytest.mark.parametrize("typed", NAMES)
def test_a_name_finds_the_persons_tickets(desk: Desk, typed: str) -> None:
    AZIZA.writes(category=desk.payments)
    BORIS.writes(category=desk.payments)
    renamed = {"first_name": "Gulnora", "last_name": "Oʻrinova", "username": "gul_78"}
    TelegramUser.objects.filter(telegram_id=AZIZA.telegram_id).update(**renamed)

    assert found(typed) == [("Gulnora", "person")]


def test_only_a_username_is_found_behind_an_at(desk: Desk) -> None:
    AZIZA.writes("Aziza menman", category=desk.payments)

    assert found("@aziza") == [("Aziza", "similar")]


def test_a_whole_name_comes_before_words_and_the_beginning_of_one_after_them(desk: Desk) -> None:
    Persona(1004, "Umid", "uz").writes(category=desk.payments)
    Persona(1005, "Umida", "uz").writes(category=desk.payments)
    AZIZA.writes("Umid bor", category=desk.payments)

    assert found("umid") == [("Umid", "person"), ("Aziza", "words"), ("Umida", "person")]


SLIPS = [
    ("Buyurtma kelmadi", "buyrutma"),
    ("Buyurtma kelmadi", "buyrtma"),
    ("Toʻlov oʻtmadi", "tolvo"),
    ("Доставка опоздала", "доствака"),
    ("Delivery is late", "delivrey"),
    ("Karta 8600120455", "120455"),
    ("Buyurtma kelmadi", "urtma"),
    ("Buyurtma kelmadi", "byurtma kelmdi"),
]


@pytest.mark.parametrize(("written", "typed"), SLIPS)
def test_a_slip_of_the_finger_or_a_part_of_a_word_is_understood(desk: Desk, written: str, typed: str) -> None:
    EMMA.writes(written, category=desk.payments)
    BORIS.writes("Salom", category=desk.payments)

    assert found(typed) == [("Emma", "similar")]


def test_a_name_with_a_slip_is_understood(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)

    assert found("Azziza") == [("Aziza", "similar")]


def test_what_is_similar_comes_after_what_was_asked_for(desk: Desk) -> None:
    EMMA.writes("Kartam", category=desk.payments)
    BORIS.writes("Katra", category=desk.payments)

    assert found("karta") == [("Emma", "words"), ("Boris", "similar")]


def test_an_edited_message_is_found_by_its_new_words_only(desk: Desk) -> None:
    message = AZIZA.writes("Telefon buzildi", category=desk.payments)
    assert AZIZA.edits(message, "Televizor yonmayapti") == "edited"

    assert found("televizor") == [("Aziza", "words")]
    assert found("buzildi") == []


def test_words_that_belong_to_no_ticket_yet_are_found_by_nobody(desk: Desk) -> None:
    AZIZA.writes("Noutbuk kerak")

    assert found("noutbuk") == []


def test_a_number_that_is_none_of_a_ticket_finds_no_other_number(desk: Desk) -> None:
    AZIZA.writes(category=desk.payments)
    TelegramUser.objects.filter(telegram_id=AZIZA.telegram_id).update(username="user_123456")

    assert found("#123455") == found("123455") == []
