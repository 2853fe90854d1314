"""An unchanged aiogram bot runs against the playground, and can read all that it says."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from playground.server import Playground
from tests.playground.clients import AZIZA, BORIS, PNG, PeopleSide

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Take", callback_data="take")]])


@pytest.fixture
async def aiogram_bot(playground: Playground) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(playground.api_url)
    async with Bot(playground.token, session=AiohttpSession(api=server)) as bot:
        yield bot


def echo_router() -> Router:
    router = Router()

    @router.message(CommandStart())
    async def greet(message: Message) -> None:
        await message.answer("Salom", reply_markup=KEYBOARD)

    @router.message(F.photo)
    async def repeat_photo(message: Message) -> None:
        assert message.photo
        await message.answer_photo(message.photo[-1].file_id, caption=message.caption)

    @router.message()
    async def echo(message: Message) -> None:
        await message.send_copy(message.chat.id)
        await message.react([ReactionTypeEmoji(emoji="👀")])

    @router.callback_query()
    async def take(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Olindi")
        await query.answer("Olindi")

    return router


async def texts(people: PeopleSide, count: int) -> list[str | None]:
    """What stands in Aziza's chat, once so many messages are there."""
    messages: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        while len(messages) < count:
            await people.playground.world.events.wait(people.playground.world.events.cursor, 0.05)
            messages = (await people.chat(AZIZA))["messages"]
    return [one.get("text") or one.get("caption") for one in messages]


async def test_an_echo_bot_runs_unchanged(aiogram_bot: Bot, people: PeopleSide) -> None:
    dispatcher = Dispatcher()
    dispatcher.include_router(echo_router())
    polling = asyncio.create_task(dispatcher.start_polling(aiogram_bot, handle_signals=False, polling_timeout=5))
    await people.start(AZIZA)
    assert await texts(people, 2) == ["/start", "Salom"]
    await people.press(AZIZA, 2, "take")
    await people.write(AZIZA, "aks-sado")
    assert (await texts(people, 4))[2:] == ["aks-sado", "aks-sado"]
    await people.send_files(AZIZA, "photo", PNG, caption="rasm")
    assert (await texts(people, 6))[4:] == ["rasm", "rasm"]
    chat = await people.chat(AZIZA)
    assert chat["messages"][1]["text"] == "Olindi"
    assert chat["messages"][2]["reactions"] == [{"by": "bot", "emoji": "👀"}]
    await dispatcher.stop_polling()
    await polling


async def test_aiogram_reads_every_answer(aiogram_bot: Bot, people: PeopleSide) -> None:
    await people.start(AZIZA)
    await people.start(BORIS)
    file = BufferedInputFile(PNG, "a.png")
    photo = await aiogram_bot.send_photo(AZIZA, file, caption="<b>x</b>", parse_mode=ParseMode.HTML)
    assert photo.caption_entities
    assert (await aiogram_bot.send_video(AZIZA, file, thumbnail=file, width=640, duration=3)).video
    assert (await aiogram_bot.send_audio(AZIZA, file, title="t")).audio
    assert (await aiogram_bot.send_voice(AZIZA, file)).voice
    assert (await aiogram_bot.send_document(AZIZA, file)).document
    assert (await aiogram_bot.send_video_note(AZIZA, file)).video_note
    assert (await aiogram_bot.send_animation(AZIZA, file)).animation
    assert (await aiogram_bot.send_sticker(AZIZA, file)).sticker
    album = await aiogram_bot.send_media_group(AZIZA, [InputMediaPhoto(media=file), InputMediaVideo(media=file)])
    assert album[1].video
    assert (await aiogram_bot.send_venue(AZIZA, 41.3, 69.2, "t", "a")).venue
    assert (await aiogram_bot.send_contact(AZIZA, "+998", "Ali")).contact
    assert (await aiogram_bot.send_poll(AZIZA, "q", ["a", "b"])).poll
    assert (await aiogram_bot.send_dice(AZIZA)).dice
    live = await aiogram_bot.send_location(AZIZA, 41.3, 69.2, live_period=60)
    moved = await aiogram_bot.edit_message_live_location(41.4, 69.2, chat_id=AZIZA, message_id=live.message_id)
    assert isinstance(moved, Message)
    assert (await aiogram_bot.copy_message(BORIS, AZIZA, photo.message_id)).message_id
    assert (await aiogram_bot.forward_message(BORIS, AZIZA, photo.message_id)).forward_origin
    reply = ReplyParameters(message_id=photo.message_id)
    assert (await aiogram_bot.send_message(AZIZA, "x", reply_parameters=reply)).reply_to_message
    assert photo.photo
    assert (await aiogram_bot.download(photo.photo[-1])).read() == PNG  # type: ignore[union-attr]
    assert (await aiogram_bot.get_chat(AZIZA)).first_name == "Aziza"
    assert (await aiogram_bot.get_chat_member(AZIZA, AZIZA)).status == "member"
    assert (await aiogram_bot.get_webhook_info()).url == ""
    assert (await aiogram_bot.get_user_profile_photos(AZIZA)).total_count == 0
    assert (await aiogram_bot.get_chat_menu_button()).type == "commands"
    commands = [BotCommand(command="start", description="Begin")]
    assert await aiogram_bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=AZIZA))
    await people.request("POST", f"people/{AZIZA}/block")
    assert len(await aiogram_bot.get_updates()) == 3


async def test_refusals_become_aiograms_errors(aiogram_bot: Bot, people: PeopleSide) -> None:
    await people.start(AZIZA)
    with pytest.raises(TelegramForbiddenError):
        await aiogram_bot.send_message(BORIS, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiogram_bot.send_message(9, "x")
    await people.request("POST", "faults", [{"method": "sendMessage", "kind": "429", "retry_after": 3}])
    with pytest.raises(TelegramRetryAfter) as refused:
        await aiogram_bot.send_message(AZIZA, "x")
    assert refused.value.retry_after == 3


async def test_an_aiogram_webhook_runs_unchanged(aiogram_bot: Bot, people: PeopleSide) -> None:
    router = Router()

    @router.message()
    async def answer(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id, text=f"{message.text}!")

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    app = web.Application()
    SimpleRequestHandler(dispatcher, aiogram_bot, handle_in_background=False, secret_token="s3cret").register(app, "/h")
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await aiogram_bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/h", secret_token="s3cret")
    await people.write(AZIZA, "salom")
    await people.write(AZIZA, "xayr")
    assert sorted(str(text) for text in await texts(people, 4)) == ["salom", "salom!", "xayr", "xayr!"]
    await runner.cleanup()
