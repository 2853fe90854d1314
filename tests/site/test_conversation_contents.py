"""What a message carries, and how an answer fares on its way: all of it is on the page, and nothing of it runs."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from apps.admin.actors import Door, operator
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Attachment, Event, Message
from apps.ticket.services import edits
from apps.ticket.services.transcript import PAGE
from tests.api.desk import AZIZA, Desk, build_desk
from tests.site.office import seat
from tests.site.talk import Talk, keys_on, page_of, row, shown


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@pytest.fixture
def aziza(office: Desk) -> Talk:
    return Talk(desk=office)


@pytest.fixture
def dilnoza(office: Desk) -> Talk:
    return Talk(desk=office, by=office.dilnoza)


# ---------------------------------------------------------------- what a message carries


def test_formatting_is_shown(office: Desk, aziza: Talk) -> None:
    said = aziza.say("ha <yoʻq>", entities=[{"type": "bold", "offset": 3, "length": 6}])
    assert "ha <strong>&lt;yoʻq&gt;</strong>" in shown(office, said)


def test_a_reply_quotes_and_leads_to_what_it_answers(office: Desk, aziza: Talk) -> None:
    said = aziza.say("Rahmat", reply_to=office.answer)
    html = shown(office, said)
    assert f'href="#message-{office.answer.pk}"' in html
    assert "Hozir koʻraman" in html
    assert "<bdi>Dilnoza</bdi>" in html


def test_a_quote_of_long_ago_leads_to_the_page_that_ends_with_it(office: Desk, aziza: Talk) -> None:
    for number in range(PAGE):
        aziza.say(f"Xat {number}")
    said = aziza.say("Oʻsha", reply_to=office.question)
    wanted = f"?before={office.question.pk + 1}#message-{office.question.pk}"
    assert f'href="{wanted}"' in shown(office, said)
    assert f"message-{office.question.pk}" in keys_on(page_of(office, wanted.split("#", maxsplit=1)[0]))


def test_whoever_asked_reads_no_note_in_a_quote(office: Desk, dilnoza: Talk) -> None:
    said = dilnoza.say("Javob", reply_to=office.note)
    assert "VIP" in shown(office, said)
    office.dilnoza.telegram_id = AZIZA
    office.dilnoza.save(update_fields=["telegram_id"])
    assert "VIP" not in page_of(office)


def test_an_edit_is_marked_with_its_earlier_words(office: Desk) -> None:
    for text in ("Ikkinchi", "Uchinchi"):
        edits.edit_answer(
            actor=operator(office.dilnoza, Door.SITE), message_id=office.answer.pk, text=text, entities=[]
        )
    html = shown(office, office.answer)
    places = [html.index(words) for words in ("Uchinchi", "<details", "Hozir koʻraman", "Ikkinchi")]
    assert places == sorted(places)


def test_an_album_is_one_entry_with_all_its_files_and_its_words(office: Desk, aziza: Talk) -> None:
    first = aziza.send_file("photo", text="Uchtasi", album="a", mime_type="image/png", file_name="1.png")
    aziza.say("Orada")
    second = aziza.send_file("photo", album="a", mime_type="image/png", file_name="2.png")
    page = page_of(office)
    shown = row(page, f"album-{first.message_id}")
    assert shown.count("<img ") == 2
    assert f'id="message-{second.message_id}"' in shown
    assert "Uchtasi" in shown
    assert f"message-{first.message_id}" not in keys_on(page)


@pytest.mark.parametrize(
    ("kind", "media", "there", "absent"),
    [
        ("photo", {"mime_type": "image/jpeg"}, ["<img ", "data-lightbox"], ["<video", "<audio"]),
        ("voice", {"mime_type": "audio/ogg"}, ["<audio controls preload=\"none\""], ["<img "]),
        ("audio", {"mime_type": "audio/mpeg", "file_name": "a.mp3"}, ["<audio", "a.mp3", " download"], []),
        ("video", {"mime_type": "video/mp4"}, ['<video', 'preload="metadata"'], [" loop"]),
        ("video_note", {}, ["<video", "desk-of-video_note"], []),
        ("animation", {"mime_type": "video/mp4"}, [" loop muted"], []),
        ("sticker", {}, ["<img ", "desk-of-sticker"], []),
        ("sticker", {"is_animated": True}, [" download"], ["<img "]),
        ("sticker", {"is_video": True, "mime_type": "video/webm"}, [" download"], ["<video"]),
        ("document", {"mime_type": "application/pdf", "file_name": "a.pdf"}, [" download", "a.pdf", "/pdf"], []),
        ("document", {"mime_type": "image/svg+xml", "file_name": "a.svg"}, [" download"], ["<img "]),
        ("photo", {"mime_type": "image/svg+xml"}, [" download"], ["<img "]),
        ("video", {"mime_type": "video/x-unknown"}, [" download"], ["<video"]),
    ],
)  # fmt: skip
def test_a_file_is_shown_as_what_it_is(
    kind: str, media: dict[str, Any], there: list[str], absent: list[str], office: Desk, aziza: Talk
) -> None:
    file = aziza.send_file(kind, **media)
    html = shown(office, file.message)
    assert [words for words in there if words not in html] == []
    assert [words for words in absent if words in html] == []


@pytest.mark.parametrize(
    ("state", "words"),
    [("waiting", "to be fetched"), ("too_large", "over Telegram's 20 MB"), ("failed", "could not be fetched")],
)
def test_a_file_that_is_not_here_says_why(state: str, words: str, office: Desk, aziza: Talk) -> None:
    file = aziza.send_file("document", file_name="katta.zip")
    Attachment.objects.filter(pk=file.pk).update(state=state)
    html = shown(office, file.message)
    assert "katta.zip" in html
    assert words in html.replace("&#x27;", "'")
    assert "<a " not in html


def test_another_file_of_the_same_message_has_another_address(office: Desk, aziza: Talk) -> None:
    file = aziza.send_file("photo", mime_type="image/png")
    before = re.findall(r'src="([^"]+)"', shown(office, file.message))
    Attachment.objects.filter(pk=file.pk).update(file="elsewhere")
    assert before != re.findall(r'src="([^"]+)"', shown(office, file.message))


def test_a_place_is_a_link_to_a_map_and_loads_nothing(office: Desk, aziza: Talk) -> None:
    data = {"latitude": 41.311081, "longitude": 69.240562, "title": "<Uy>", "address": "Bunyodkor 24"}
    html = shown(office, aziza.say(kind="venue", data=data), "ru")
    assert 'href="https://www.openstreetmap.org/?mlat=41.311081&amp;mlon=69.240562#map=17/41.311081/69.240562"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert "&lt;Uy&gt;" in html
    assert "src=" not in html


@pytest.mark.parametrize("data", [{}, {"latitude": "x", "longitude": 1}, {"latitude": 41.3}])
def test_a_place_without_a_place_is_no_link(data: dict[str, Any], office: Desk, aziza: Talk) -> None:
    assert "openstreetmap" not in shown(office, aziza.say(kind="location", data=data))


def test_a_contact_shows_its_name_and_number(office: Desk, aziza: Talk) -> None:
    data = {"first_name": "Karim", "phone_number": "+998901234567"}
    html = shown(office, aziza.say(kind="contact", data=data))
    assert "Karim" in html
    assert "+998901234567" in html


def test_names_texts_and_file_names_run_nothing_and_keep_their_direction(office: Desk, aziza: Talk) -> None:
    wild = "<img src=x onerror=alert(1)>\u202egpj.exe"
    type(office.aziza).objects.filter(pk=office.aziza.pk).update(first_name=wild)
    file = aziza.send_file("document", text=wild, file_name=wild)
    html = shown(office, file.message)
    escaped = "&lt;img src=x onerror=alert(1)&gt;\u202egpj.exe"
    assert "<img" not in html
    assert html.count(f"<bdi>{escaped}</bdi>") == 2
    assert f'<div class="desk-text" dir="auto">{escaped}</div>' in html


# ---------------------------------------------------------------- the way to the person


@pytest.mark.parametrize(
    ("state", "error", "words", "may_retry"),
    [
        ("pending", "", "On its way", False),
        ("sent", "", "Delivered", False),
        ("cancelled", "", "Not sent any more", False),
        ("failed", "Bad Request: chat not found", "Telegram no longer knows this chat.", True),
        ("failed", "Request Entity Too Large", "The file is larger than Telegram takes.", True),
        ("failed", "Bad Request: VOICE_MESSAGES_FORBIDDEN", "The person takes no voice messages.", True),
        ("failed", "<b>wild</b>", "Telegram did not take it.", True),
    ],
)
def test_how_an_answer_fares_is_said(
    state: str, error: str, words: str, may_retry: bool, office: Desk, dilnoza: Talk
) -> None:
    said = dilnoza.say("Javob")
    dilnoza.deliver(said, state, error)
    html = shown(office, said)
    assert words in html
    assert ('data-act="retry"' in html) is may_retry
    assert "<b>wild" not in html
    assert (error.rsplit(":", maxsplit=1)[-1].replace("<b>wild</b>", "&lt;b&gt;wild") in html) if error else True


def test_a_blocked_chat_is_named_while_the_answer_waits(office: Desk, dilnoza: Talk) -> None:
    said = dilnoza.say("Javob")
    dilnoza.deliver(said, "pending")
    Chat.objects.filter(chat_id=AZIZA).update(blocked_at=timezone.now())
    assert "The person has blocked the bot" in shown(office, said)


def test_the_last_attempt_says_how_it_fares(office: Desk, dilnoza: Talk) -> None:
    said = dilnoza.say("Javob")
    dilnoza.deliver(said, "failed", "Bad Request: chat not found")
    dilnoza.deliver(said, "sent")
    html = shown(office, said)
    assert "Delivered" in html
    assert "Not delivered" not in html


def retry_address(message: Message) -> str:
    return reverse("admin:ticket_answer_retry", args=[message.pk])


def test_retry_sends_the_failed_answer_once_more(office: Desk) -> None:
    client = seat(office.dilnoza)
    answer = client.post(retry_address(office.answer), headers={"accept": "application/json"})
    assert answer.json() == {"ok": True}
    again = Delivery.objects.filter(message_ref=office.answer.pk, chat_id=AZIZA).latest("pk")
    assert (again.state, again.data["retry_of"]) == ("pending", office.failed.pk)
    assert Event.objects.filter(act="delivery_retried", door="site").count() == 1
    refused = client.post(retry_address(office.answer), headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_failed")


def test_another_categorys_answer_is_not_sent_again(office: Desk) -> None:
    assert seat(office.kamola).post(retry_address(office.answer)).status_code == 404
    assert seat(office.dilnoza).get(retry_address(office.answer)).status_code == 405
