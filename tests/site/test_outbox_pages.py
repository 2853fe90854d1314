"""The outbox and what could not be read, at the site: in words, never as raw data that runs or confuses."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.delivery.models import Delivery
from apps.ticket.admin.carried import NOTICES, REASONS, lines_of
from apps.ticket.models import RawUpdate
from tests.api.desk import AZIZA, Desk, build_desk
from tests.site.office import rate, seat, text_of


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def page_of(client: Client, row: Delivery) -> str:
    return text_of(client.get(reverse("admin:delivery_delivery_change", args=[row.pk])))


def test_every_delivery_of_a_whole_story_is_told_without_raw_data(office: Desk) -> None:
    rate(office)
    boss, rows = seat(office.rustam), list(Delivery.objects.order_by("pk"))
    assert {row.kind for row in rows} >= {"content", "card", "notice"}
    for row in rows:
        page = page_of(boss, row)
        assert lines_of(row.data), row.kind
        assert not any(
            mark in page for mark in ("&quot;code&quot;", "&#x27;code&#x27;", "entities", "{&#x27;", "{&quot;")
        )


def test_a_message_a_card_and_a_notice_are_told_in_the_readers_words(office: Desk) -> None:
    boss = seat(office.rustam, "ru")
    rows = Delivery.objects.order_by("pk")
    answer = rows.get(kind="content", chat_id=AZIZA, message_ref=office.answer.pk)
    assert "Hozir koʻraman" in page_of(boss, answer)
    assert f"#{office.ticket.number}" in page_of(boss, rows.filter(kind="card").first() or answer)
    opened = next(row for row in rows.filter(kind="notice") if row.data["code"] == "ticket_opened")
    assert "открыто" in page_of(boss, opened)


@pytest.mark.parametrize(("language", "name"), [("uz", "Yetkazishlar"), ("ru", "Доставки"), ("en", "Deliveries")])
def test_a_list_is_called_and_counted_by_a_name_that_needs_no_grammar(office: Desk, language: str, name: str) -> None:
    page = text_of(seat(office.rustam, language).get(reverse("admin:delivery_delivery_changelist")))

    assert f"<title> {name} | " in " ".join(page.split())
    assert f"{name}: {Delivery.objects.count()}" in page


def test_every_code_that_is_sent_has_words(office: Desk) -> None:
    rate(office)
    told = list(Delivery.objects.values_list("data", flat=True))
    codes, reasons = ({data[name] for data in told if name in data} for name in ("code", "reason"))
    assert codes
    assert codes <= set(NOTICES)
    assert reasons
    assert reasons <= set(REASONS)


def test_words_of_strangers_are_shown_as_text(office: Desk) -> None:
    wild = "<script>alert(1)</script>"
    row = Delivery.objects.filter(kind="content").earliest("pk")
    row.data["contents"][0]["text"] = wild
    Delivery.objects.filter(pk=row.pk).update(data=row.data)
    page = page_of(seat(office.rustam), row)
    assert wild not in page
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in page


@pytest.mark.parametrize(
    "data", [{}, {"ticket": None, "content": None}, {"contents": []}, {"reason": "a reason of tomorrow"}]
)
def test_facts_of_another_release_break_no_page(data: dict[str, object], office: Desk) -> None:
    row = Delivery.objects.earliest("pk")
    Delivery.objects.filter(pk=row.pk).update(data=data)
    assert "Carries" in page_of(seat(office.rustam), row)


def test_an_unread_update_is_shown_as_text_in_a_block(office: Desk) -> None:
    raw = RawUpdate.objects.create(bot_id=1, update_id=1, payload='{"x": "<b>1</b>"}', error="unknown")
    page = text_of(seat(office.rustam).get(reverse("admin:ticket_rawupdate_change", args=[raw.pk])))
    assert '<pre class="desk-raw" tabindex="0">{&quot;x&quot;: &quot;&lt;b&gt;1&lt;/b&gt;&quot;}</pre>' in page
