"""Whatever kind people send, the page sends it as Telegram would and shows it in place."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.playground.clients import AZIZA, BORIS, BotSide, PeopleSide
from tests.site.pages import PlaygroundPage, picture, png

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

REPORT: FilePayload = {"name": "hisobot.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"}


async def test_several_pictures_are_one_album(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.attach("attach-media", picture("1.png"), picture("2.png", 200, 300), picture("3.png"))
    await desk.part("caption").fill("Quti 📦")
    await desk.confirm()
    await expect(aziza.part("album")).to_have_count(1)
    await expect(aziza.part("album")).to_contain_text("Quti 📦")
    await expect(aziza.part("open-media").locator("img")).to_have_count(3)
    messages = [update["message"] for update in await bot.updates()]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["Quti 📦", None, None]
    assert messages[1]["photo"][-1]["height"] == 300


async def test_the_bots_album_opens_large_and_turns_its_pages(
    desk: PlaygroundPage, people: PeopleSide, bot: BotSide
) -> None:
    await people.start(AZIZA)
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("one", "two")]
    files = {"one": png(40, 30), "two": png(30, 40)}
    answer = await bot.answer("sendMediaGroup", chat_id=AZIZA, media=media, files=files)
    assert answer["ok"]
    aziza = desk.column(AZIZA)
    await expect(aziza.part("open-media")).to_have_count(2)
    await aziza.part("open-media").first.click()
    box = desk.part("lightbox")
    await expect(box).to_contain_text("1 / 2")
    await desk.page.keyboard.press("ArrowRight")
    await expect(box).to_contain_text("2 / 2")
    await expect(box.locator("img")).to_have_js_property("naturalHeight", 40)
    await desk.page.keyboard.press("Escape")
    await expect(box).to_have_count(0)


async def test_a_picture_can_go_as_a_file(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.attach("attach-media", picture("rasm.png"))
    await desk.part("send-as").select_option("document")
    await desk.confirm()
    await expect(aziza.part("file")).to_contain_text("rasm.png")
    [update] = await bot.updates()
    assert update["message"]["document"]["file_name"] == "rasm.png"


async def test_a_document_is_there_to_download(desk: PlaygroundPage) -> None:
    boris = desk.column(BORIS)
    await boris.attach("attach-file", REPORT)
    await desk.confirm()
    async with desk.page.expect_download() as download:
        await boris.part("file").click()
    file = await download.value
    assert file.suggested_filename == "hisobot.pdf"
    assert (await file.path()).read_bytes() == REPORT["buffer"]


async def test_a_voice_message_is_recorded_and_played(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.part("record").click()
    await expect(aziza.part("recording")).to_contain_text(re.compile("0:0[1-9]"))
    await aziza.part("recording-send").click()
    await expect(aziza.part("player")).to_be_visible()
    voice = (await bot.updates())[-1]["message"]["voice"]
    assert voice["duration"] >= 1
    await aziza.part("play").click()
    await expect(aziza.part("play")).to_have_attribute("aria-label", "Pause: Voice message")


async def test_a_recording_can_be_thrown_away(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.part("record").click()
    await aziza.part("recording-cancel").click()
    await expect(aziza.composer).to_be_visible()
    assert await bot.updates() == []


async def test_places_contacts_stickers_and_dice(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.attach("attach-location")
    await desk.confirm()
    await aziza.attach("attach-location")
    await desk.part("field-title").fill("Registon")
    await desk.confirm()
    await expect(aziza.part("place")).to_have_count(2)
    await aziza.attach("attach-contact")
    await desk.confirm()
    await expect(aziza.part("contact")).to_contain_text("Aziza")
    await aziza.attach("attach-sticker")
    await desk.part("sticker").first.click()
    await expect(aziza.root.locator(".sticker-emoji")).to_have_text("😀")
    await aziza.attach("attach-dice")
    await expect(aziza.part("dice")).to_be_visible()
    messages = [update["message"] for update in await bot.updates()]
    assert [kind for message in messages for kind in ("venue", "contact", "sticker", "dice") if kind in message] == [
        "venue",
        "contact",
        "sticker",
        "dice",
    ]
    assert "location" in messages[0]


async def test_what_telegram_adds_tomorrow_is_shown_by_its_name(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.attach("attach-raw")
    await desk.part("field-raw").fill('{"hologram": {"seconds": 12}}')
    await desk.confirm()
    await expect(aziza.part("other")).to_contain_text("hologram")
    assert (await bot.updates())[-1]["message"]["hologram"] == {"seconds": 12}


async def test_a_film_that_cannot_be_played_becomes_a_file(desk: PlaygroundPage, people: PeopleSide) -> None:
    await people.send_files(AZIZA, "video", b"no film at all")
    await expect(desk.column(AZIZA).part("file")).to_be_visible()


async def test_files_are_dropped_onto_a_chat(desk: PlaygroundPage, bot: BotSide) -> None:
    data = await desk.page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['salom'], 'xat.txt')); return data; }"
    )
    boris = desk.column(BORIS)
    await boris.root.dispatch_event("drop", {"dataTransfer": data})
    await desk.part("caption").fill("Письмо")
    await desk.confirm()
    await expect(boris.part("file")).to_contain_text("xat.txt")
    [update] = await bot.updates()
    assert update["message"]["caption"] == "Письмо"
