"""The composer in a real browser: what an operator does under a conversation."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from playwright.async_api import expect

from apps.admin.actors import Door, operator
from apps.ticket.models import SavedReply
from apps.ticket.services import conversation
from apps.ticket.services.contents import Content
from tests.api.desk import Desk
from tests.site.composing import At, aside
from tests.site.pages import png

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_notes_and_answers_are_told_apart_and_never_mixed(at_ticket: At, writing_desk: Desk) -> None:
    async with at_ticket() as (desk, _):
        await desk.text.fill("Hozir tekshiraman")
        await desk.turn_to("Note")
        await expect(desk.text).to_have_value("")
        await expect(desk.form.get_by_text("Only colleagues see a note.")).to_be_visible()
        await expect(desk.button("Send and close")).to_be_hidden()
        await desk.text.fill("U VIP mijoz")
        await desk.button("Save note").click()
        await desk.sent()
        await expect(desk.bubble("U VIP mijoz")).to_be_visible()
        await desk.turn_to("Reply")
        await expect(desk.text).to_have_value("Hozir tekshiraman")
        await desk.bubble("Toʻlov oʻtmadi").hover()
        await desk.bubble("Toʻlov oʻtmadi").locator("[data-act=reply]").click()
        await expect(desk.part("quoting")).to_contain_text("Toʻlov oʻtmadi")
        await expect(desk.text).to_be_focused()
        await desk.page.keyboard.press("End")
        await desk.page.keyboard.press("Enter")
        await desk.page.keyboard.type("Kuting")
        await desk.page.keyboard.press("Control+Enter")
        await desk.sent()
        await expect(desk.part("quoting")).to_be_hidden()
        await expect(desk.text).to_be_focused()
        await expect(desk.bubble("Kuting")).to_be_visible()
        note, answer = (await desk.messages())[-2:]
        assert (note["kind"], note["text"], note["reply_to_id"]) == ("note", "U VIP mijoz", None)
        assert (answer["kind"], answer["text"]) == ("text", "Hozir tekshiraman\nKuting")
        assert answer["reply_to_id"] == writing_desk.question.pk
        await desk.text.fill("Rahmat!")
        await desk.button("Send and close").click()
        await desk.sent()
        await expect(desk.form).to_have_attribute("data-state", "closed")
        assert await desk.status() == "closed"
        await expect(desk.form.locator("#mode_note")).to_be_checked()


async def test_files_come_by_button_drop_and_paste_and_go_as_one_album(
    at_ticket: At, writing_desk: Desk, tmp_path: Path
) -> None:
    huge, empty = tmp_path / "film.mp4", tmp_path / "empty.txt"
    with huge.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    empty.touch()
    heavy = [tmp_path / name for name in ("one.mp4", "two.mp4")]
    for one in heavy:
        with one.open("wb") as file:
            file.truncate(26 * 1024 * 1024)
    async with at_ticket() as (desk, _):
        choose = desk.form.locator("input[type=file]")
        await desk.text.fill("Mana")
        await choose.set_input_files([huge, empty])
        await expect(desk.problem).to_contain_text("film.mp4 is over 50 MB")
        await expect(desk.problem).to_contain_text("empty.txt is empty")
        await expect(desk.chips).to_have_count(0)
        await expect(desk.text).to_have_value("Mana")
        await choose.set_input_files(heavy)
        await expect(desk.problem).to_contain_text("50 MB at most go at once: two.mp4 was left out.")
        await desk.button("Remove one.mp4").click()
        await expect(desk.chips).to_have_count(0)
        await choose.set_input_files({"name": "chek.png", "mimeType": "image/png", "buffer": png(60, 40)})
        await desk.arrive("paste", desk.text, ("image.png", "image/png", png(30, 30)))
        await desk.arrive("drop", desk.page.locator(".desk-conversation"), ("<b>a</b>.txt", "text/plain", b"hello"))
        await expect(desk.chips).to_have_count(3)
        await expect(desk.chips.locator("img")).to_have_count(2)
        await expect(desk.chips.nth(1)).to_contain_text(re.compile(r"picture-\d{8}-\d{6}\.png"))
        await desk.button("Remove <b>a</b>.txt").click()
        await expect(desk.chips).to_have_count(2)
        many = [(f"{place}.txt", "text/plain", b"1") for place in range(9)]
        await desk.arrive("drop", desk.text, *many)
        await expect(desk.problem).to_contain_text("Ten files at most go at once: 8.txt was left out.")
        await expect(desk.chips).to_have_count(10)
        for place in range(8):
            await desk.button(f"Remove {place}.txt").click()
        await desk.page.route("**/answer/", lambda route: None)
        await desk.button("Send").click()
        await expect(desk.part("progress")).to_be_visible()
        await desk.button("Cancel").click()
        await expect(desk.problem).to_contain_text("Cancelled: your words and files are still here.")
        await expect(desk.text).to_have_value("Mana")
        await expect(desk.chips).to_have_count(2)
        await desk.page.unroute("**/answer/")
        await desk.button(
            "Send",
        ).click()
        await desk.sent()
        await expect(desk.problem).to_be_empty()
        first, second = (await desk.messages())[-2:]
        assert (first["kind"], second["kind"], first["text"], second["text"]) == ("photo", "photo", "Mana", "")
        assert first["media_group_id"] == second["media_group_id"] != ""
        album = desk.page.locator(f"#entries [data-message='{first['pk']}']")
        await album.hover()
        await album.locator("[data-act=delete]").click()
        await desk.dialog.get_by_role("button", name="Take back").click()
        await expect(album.locator(".desk-member.desk-deleted")).to_have_count(2)
        assert all(row["deleted_at"] for row in (await desk.messages())[-2:])


async def test_a_saved_reply_comes_by_a_slash_with_its_files(at_ticket: At, writing_desk: Desk) -> None:
    def forget() -> None:
        SavedReply.objects.all().delete()

    def save() -> None:
        SavedReply.objects.create(title="Salom", text_uz="Assalomu alaykum, {first_name}!", order=1)
        reply = SavedReply.objects.create(title="Hisob", text_uz="Hisob raqam: {number}", order=2)
        reply.files.create(
            kind="document", file=ContentFile(b"1", "hisob.pdf"), file_name="hisob.pdf", mime_type="", size=1
        )

    await aside(forget)
    async with at_ticket() as (desk, _):
        await desk.button("Saved replies").click()
        await expect(desk.part("replies")).to_contain_text("There are no saved replies yet.")
        await aside(save)
        await desk.page.reload()
        await desk.text.press_sequentially("Ha / yoki 1/2. /")
        options = desk.page.locator("#saved-replies [role=option]")
        await expect(options).to_have_count(2)
        await expect(desk.part("preview")).to_contain_text("Assalomu alaykum, Aziza!")
        await desk.page.keyboard.press("ArrowDown")
        await expect(desk.part("preview")).to_contain_text(f"Hisob raqam: {writing_desk.ticket.number}")
        await expect(desk.part("preview")).to_contain_text("hisob.pdf")
        await desk.page.keyboard.type("salom")
        await expect(options).to_have_count(1)
        await desk.page.keyboard.press("Escape")
        await expect(desk.part("replies")).to_be_hidden()
        await desk.text.fill("")
        await desk.text.press_sequentially("Marhamat: /raqam")
        await expect(options).to_have_count(1)
        await desk.page.keyboard.press("Enter")
        await expect(desk.text).to_have_value(f"Marhamat: Hisob raqam: {writing_desk.ticket.number}")
        await expect(desk.chips).to_have_count(1)
        await desk.button("Saved replies").click()
        await options.first.click()
        await expect(desk.text).to_have_value(re.compile(r"Assalomu alaykum, Aziza!$"))
        await desk.page.keyboard.press("Control+Enter")
        await desk.sent()
        message = (await desk.messages())[-1]
        assert (message["kind"], message["attachment__kind"]) == ("document", "document")
        assert message["text"].startswith(f"Marhamat: Hisob raqam: {writing_desk.ticket.number}")


async def test_a_voice_message_is_recorded_heard_and_sent_or_its_absence_explained(at_ticket: At) -> None:
    async with at_ticket(permissions=["microphone"]) as (desk, _):
        await desk.text.fill("Bu qoladi")
        await desk.button("Record a voice message").click()
        await expect(desk.part("recorded")).to_have_text(re.compile("0:0[1-9]"))
        await desk.button("Discard").click()
        await expect(desk.part("recorder")).to_be_hidden()
        await desk.button("Record a voice message").click()
        await expect(desk.part("recorded")).to_have_text(re.compile("0:0[1-9]"))
        await desk.button("Stop").click()
        await expect(desk.part("listen")).to_be_visible()
        listen = desk.part("listen")
        await listen.evaluate("(audio) => audio.load()")
        await expect(listen).to_have_js_property("error", None)
        await desk.page.wait_for_function(
            "(audio) => audio.error || audio.readyState > 1", arg=await listen.element_handle()
        )
        await expect(listen).to_have_js_property("error", None)
        await desk.button("Send voice message").click()
        await expect(desk.part("recorder")).to_be_hidden()
        await expect(desk.text).to_have_value("Bu qoladi")
        message = (await desk.messages())[-1]
        assert (message["kind"], message["attachment__kind"], message["text"]) == ("voice", "voice", "")
        await desk.page.evaluate(
            "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('none')); }"
        )
        await desk.button("Record a voice message").click()
        await expect(desk.problem).to_contain_text("The browser gives no microphone")
        await expect(desk.part("recorder")).to_be_hidden()


async def test_ones_own_message_is_edited_and_taken_back_in_place(at_ticket: At, writing_desk: Desk) -> None:
    async with at_ticket() as (desk, _):
        await desk.text.fill("Xato yozildi")
        await desk.button("Send").click()
        await desk.sent()
        await desk.bubble("Xato yozildi").hover()
        await desk.bubble("Xato yozildi").locator("[data-act=edit]").click()
        editor = desk.page.get_by_label("New words")
        await expect(editor).to_have_value("Xato yozildi")
        await editor.fill("Toʻgʻri yozildi")
        # A colleague writes meanwhile: the page is brought up to date below the open editor.
        await aside(let_rustam_note, writing_desk)
        await expect(desk.bubble("Rustam kuzatyapti")).to_be_visible()
        await expect(editor).to_have_value("Toʻgʻri yozildi")
        await editor.press("Control+Enter")
        await expect(editor).to_have_count(0)
        await expect(desk.bubble("Toʻgʻri yozildi")).to_be_visible()
        mine = next(row for row in await desk.messages() if row["text"] == "Toʻgʻri yozildi")
        await desk.bubble("Toʻgʻri yozildi").hover()
        await desk.bubble("Toʻgʻri yozildi").locator("[data-act=delete]").click()
        await expect(desk.dialog).to_contain_text("48 hours")
        await desk.dialog.get_by_role("button", name="Take back").click()
        await expect(desk.page.locator(f"#message-{mine['pk']}.desk-deleted")).to_be_visible()
        gone = next(row for row in await desk.messages() if row["pk"] == mine["pk"])
        assert gone["deleted_at"] is not None


def let_rustam_note(writing_desk: Desk) -> None:
    conversation.add_note(
        actor=operator(writing_desk.rustam, Door.SITE),
        ticket_id=writing_desk.ticket.pk,
        content=Content(kind="text", text="Rustam kuzatyapti"),
    )
