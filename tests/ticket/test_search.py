"""Search finds the ticket of which somebody remembers three words, in Uzbek, Russian and English."""

import pytest

from apps.admin.actors import Actor
from apps.ticket.services.search import Hit, search
from tests.personas import BORIS, EMMA, RUSTAM, Desk


def found(actor: Actor, query: str) -> list[Hit]:
    return search(actor=actor, query=query).hits


def reasons(query: str) -> list[tuple[str, str]]:
    """Return who asked each ticket that Rustam finds, and why it was found."""
    return [(hit.ticket.user.first_name, hit.reason) for hit in found(RUSTAM.in_telegram, query)]


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

    assert reasons(typed) == [("Emma", "words")]
