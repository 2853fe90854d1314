"""Files: uploads, file ids, downloads and their limits."""

import pytest

from tests.playground.clients import AZIZA, PNG, BotSide, PeopleSide, picture

MB = 1024 * 1024
KINDS = ["photo", "video", "audio", "voice", "document", "video_note", "animation", "sticker"]


def method(kind: str) -> str:
    return "send" + "".join(part.capitalize() for part in kind.split("_"))


@pytest.mark.parametrize("kind", KINDS)
async def test_it_sends_an_upload_and_then_its_file_id(bot: BotSide, kind: str) -> None:
    sent = await bot.call(method(kind), chat_id=AZIZA, files={kind: PNG})
    media = sent[kind][-1] if kind == "photo" else sent[kind]
    again = await bot.call(method(kind), chat_id=AZIZA, **{kind: media["file_id"]})
    assert again[kind] == sent[kind]


@pytest.mark.parametrize("kind", KINDS)
async def test_it_refuses_a_file_id_of_another_kind(bot: BotSide, kind: str) -> None:
    sent = await bot.call("sendDocument", chat_id=AZIZA, files={"document": PNG})
    if kind == "document":
        sent = await bot.call("sendPhoto", chat_id=AZIZA, files={"photo": PNG})
        file_id = sent["photo"][-1]["file_id"]
    else:
        file_id = sent["document"]["file_id"]
    refusal = await bot.refusal(method(kind), chat_id=AZIZA, **{kind: file_id})
    assert refusal.startswith("Bad Request: can't use file of type ")


@pytest.mark.parametrize("kind", KINDS)
async def test_it_refuses_an_unknown_file_id(bot: BotSide, kind: str) -> None:
    refusal = await bot.refusal(method(kind), chat_id=AZIZA, **{kind: "AgACAgIAAx"})
    assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"


@pytest.mark.parametrize("kind", KINDS)
async def test_it_refuses_a_missing_or_empty_file(bot: BotSide, kind: str) -> None:
    assert await bot.refusal(method(kind), chat_id=AZIZA) == f"Bad Request: there is no {kind} in the request"
    empty = await bot.refusal(method(kind), chat_id=AZIZA, files={kind: b""})
    assert empty == "Bad Request: file must be non-empty"


async def test_it_says_that_it_fetches_nothing_from_addresses(bot: BotSide) -> None:
    answer = await bot.answer("sendPhoto", chat_id=AZIZA, photo="https://example.org/a.png")
    assert answer["error_code"] == 501


async def test_it_refuses_a_photo_that_is_none(bot: BotSide) -> None:
    refusal = await bot.refusal("sendPhoto", chat_id=AZIZA, files={"photo": b"words"})
    assert refusal == "Bad Request: IMAGE_PROCESS_FAILED"


@pytest.mark.parametrize("size", [(9000, 2000), (2100, 100), (0, 5)])
async def test_it_refuses_a_photo_of_wrong_dimensions(bot: BotSide, size: tuple[int, int]) -> None:
    refusal = await bot.refusal("sendPhoto", chat_id=AZIZA, files={"photo": picture(*size)})
    assert refusal == "Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_it_refuses_a_photo_over_10_mb(bot: BotSide) -> None:
    big = PNG + bytes(10 * MB)
    assert "is too big for a photo" in await bot.refusal("sendPhoto", chat_id=AZIZA, files={"photo": big})
    assert await bot.call("sendDocument", chat_id=AZIZA, files={"document": big})


async def test_it_refuses_an_upload_over_50_mb(bot: BotSide) -> None:
    answer = await bot.answer("sendDocument", chat_id=AZIZA, files={"document": bytes(50 * MB + 1)})
    assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_it_gives_small_sizes_of_a_photo_before_the_full_one(bot: BotSide) -> None:
    sizes = (await bot.call("sendPhoto", chat_id=AZIZA, files={"photo": picture(1280, 960)}))["photo"]
    assert [(one["width"], one["height"]) for one in sizes] == [(320, 240), (1280, 960)]


async def test_it_downloads_what_was_sent(bot: BotSide, people: PeopleSide) -> None:
    [message] = await people.send_files(AZIZA, "voice", b"OggS sound")
    file = await bot.call("getFile", file_id=message["voice"]["file_id"])
    assert file["file_size"] == len(b"OggS sound")
    url = f"{bot.playground.api_url}/file/bot{bot.playground.token}/{file['file_path']}"
    async with bot.session.get(url) as response:
        assert await response.read() == b"OggS sound"


async def test_it_gives_no_file_to_another_token(bot: BotSide, people: PeopleSide) -> None:
    [message] = await people.send_files(AZIZA, "voice", b"OggS sound")
    file = await bot.call("getFile", file_id=message["voice"]["file_id"])
    async with bot.session.get(f"{bot.playground.api_url}/file/bot1:other/{file['file_path']}") as response:
        assert response.status == 401


async def test_it_refuses_to_give_more_than_20_mb(bot: BotSide, people: PeopleSide) -> None:
    [small, big] = await people.send_files(AZIZA, "document", bytes(20 * MB), bytes(20 * MB + 1))
    assert await bot.call("getFile", file_id=small["document"]["file_id"])
    refusal = await bot.refusal("getFile", file_id=big["document"]["file_id"])
    assert refusal == "Bad Request: file is too big"
    # It can still be sent on by its id.
    assert await bot.call("sendDocument", chat_id=AZIZA, document=big["document"]["file_id"])


async def test_it_refuses_an_unknown_file(bot: BotSide) -> None:
    refusal = await bot.refusal("getFile", file_id="AgACAgIAAx")
    assert refusal == "Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_it_takes_a_caption_of_1024_units_and_no_more(bot: BotSide) -> None:
    html = f"<b>{'x' * 1024}</b>"
    assert await bot.call("sendPhoto", chat_id=AZIZA, files={"photo": PNG}, caption=html, parse_mode="HTML")
    refusal = await bot.refusal("sendPhoto", chat_id=AZIZA, files={"photo": PNG}, caption="😀" * 513)
    assert refusal == "Bad Request: message caption is too long"


async def test_it_refuses_a_caption_where_there_is_none(bot: BotSide) -> None:
    refusal = await bot.refusal("sendVideoNote", chat_id=AZIZA, files={"video_note": PNG}, caption="x")
    assert refusal == "Bad Request: unknown parameter 'caption' of sendVideoNote"


async def test_it_keeps_nothing_of_a_refused_upload(bot: BotSide) -> None:
    await bot.refusal("sendPhoto", chat_id=AZIZA, files={"photo": PNG}, caption="x" * 1025)
    assert bot.playground.world.files.at("photos/file_1.bin") is None
