"""What an operator writes at the site reaches Telegram, through both processes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest_asyncio

from tests.site.pages import png
from tests.sounds import sound
from tests.system.company import Colleague, Company
from tests.system.harness import Desk
from tests.system.test_conversation import meet

PASSWORD = "a-word-for-the-site-1"
OPEN_THE_DOOR = (
    "from apps.admin.models import Admin; admin = Admin.objects.get(pk={admin}); "
    "admin.set_password({password!r}); admin.save(update_fields=['password'])"
)


class Seat:
    """An operator's browser, without its window."""

    def __init__(self, session: aiohttp.ClientSession, desk: Desk) -> None:
        self.session = session
        self.desk = desk

    async def logs_in(self, colleague: Colleague) -> None:
        self.desk.manage("shell", "-c", OPEN_THE_DOOR.format(admin=colleague.admin, password=PASSWORD))
        await self.session.get(f"{self.desk.site}/admin/login/")
        await self.sends("/admin/login/", {"username": f"tg{colleague.id}", "password": PASSWORD})

    async def sends(self, path: str, fields: dict[str, str], **files: bytes) -> str:
        """Send a form as a browser does, and return the page that follows."""
        form = aiohttp.FormData({**fields, "csrfmiddlewaretoken": self._token()})
        for name, data in files.items():
            form.add_field("attachments", data, filename=f"{name}.png", content_type="image/png")
        return await self._posts(path, form)

    async def speaks(self, path: str, recording: bytes) -> str:
        """Send a voice message as Chromium records it."""
        form = aiohttp.FormData({"csrfmiddlewaretoken": self._token()})
        form.add_field("voice", recording, filename="voice.webm", content_type="audio/webm;codecs=opus")
        return await self._posts(path, form)

    async def _posts(self, path: str, form: aiohttp.FormData) -> str:
        async with self.session.post(f"{self.desk.site}{path}", data=form) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.text()

    def _token(self) -> str:
        """Of the form's cookie, whose name is another behind TLS."""
        names = ("csrftoken", "__Host-csrf")
        return next(cookie.value for cookie in self.session.cookie_jar if cookie.key in names)


@asynccontextmanager
async def browser(desk: Desk) -> AsyncIterator[Seat]:
    """A browser in which nobody is signed in yet."""
    # The desk stands at a bare address, for which aiohttp keeps no cookies unless told to.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Seat(session, desk)


@pytest_asyncio.fixture(loop_scope="session")
async def seat(company: Company) -> AsyncIterator[Seat]:
    async with browser(company.desk) as seat:
        yield seat


async def test_an_answer_from_the_site_reaches_the_user_like_one_from_telegram(company: Company, seat: Seat) -> None:
    dilnoza, aziza, ticket = await meet(company)
    await seat.logs_in(dilnoza)
    await seat.sends(f"/admin/ticket/ticket/{ticket['id']}/answer/", {"text": "From the <b>site</b>."})
    answer = await aziza.reads("From the <b>site</b>.")
    await aziza.hears("notice-ticket-taken", number=ticket["number"], admin="Dilnoza")
    await aziza.writes("Thanks!", reply_to=answer["message_id"])
    await dilnoza.reads("Thanks!")


async def test_uploads_come_as_an_album_and_go_by_their_file_id_the_second_time(company: Company, seat: Seat) -> None:
    dilnoza, aziza, ticket = await meet(company)
    await seat.logs_in(dilnoza)
    page = await seat.sends(
        f"/admin/ticket/ticket/{ticket['id']}/answer/", {"text": "Both sides"}, front=png(40, 30), back=png(30, 40)
    )
    assert "front.png" in page
    first = await aziza.reads("Both sides")
    await aziza.sees(lambda: len([m for m in aziza.chat.received if "photo" in m]) == 2, "two pictures")
    second = next(m for m in aziza.chat.received if "photo" in m and m["message_id"] != first["message_id"])
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["photo"][-1]["width"], second["photo"][-1]["width"]) == (40, 30)

    # A chat's next row goes out after the report of the one before, which brings the files' ids.
    await seat.sends(f"/admin/ticket/ticket/{ticket['id']}/answer/", {"text": "That is all."})
    await aziza.reads("That is all.")
    start = company.desk.length_of_access_log()
    await company.backend.post(f"ticket/tickets/{ticket['id']}/show/", as_=dilnoza.id)
    await dilnoza.sees(lambda: len([m for m in dilnoza.chat.received if "photo" in m]) == 2, "the pictures again")
    assert [line for line in company.desk.requests(start) if "/content/" in line] == []


async def test_a_recording_comes_as_a_voice_message(company: Company, seat: Seat) -> None:
    dilnoza, aziza, ticket = await meet(company)
    await seat.logs_in(dilnoza)
    await seat.speaks(f"/admin/ticket/ticket/{ticket['id']}/answer/", sound("webm", "libopus", 2))
    voice = await aziza.sees(lambda: next((m for m in aziza.chat.received if "voice" in m), None), "the voice")
    assert voice["voice"]["duration"] == 2
    assert voice["voice"]["mime_type"] == "audio/ogg"
