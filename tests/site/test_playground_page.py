"""On the playground's page people talk to the bot as they do in Telegram."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.clients import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, BotSide, PeopleSide, button, inline
from tests.site.pages import PlaygroundPage

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]


async def test_five_people_stand_side_by_side(desk: PlaygroundPage) -> None:
    for person in (AZIZA, BORIS, EMMA, DILNOZA, RUSTAM):
        await expect(desk.column(person).root).to_be_visible()
        await expect(desk.column(person).part("start")).to_be_visible()
    await expect(desk.part("site-link")).to_have_attribute("href", "/admin/")
    await expect(desk.part("offline")).to_be_hidden()


async def test_the_start_button_speaks_to_the_bot(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.part("start").click()
    await expect(aziza.sent.locator(".command")).to_have_text("/start")
    await expect(aziza.part("start")).to_be_hidden()
    [update] = await bot.updates()
    assert update["message"]["text"] == "/start"


async def test_a_conversation_goes_both_ways_and_nothing_is_shown_twice(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    for word in ("bir", "ikki", "uch"):
        await aziza.write(word)
    await bot.call("sendChatAction", chat_id=AZIZA, action="typing")
    await expect(aziza.part("typing")).to_be_visible()
    await bot.call("sendMessage", chat_id=AZIZA, text="Salom, Aziza!")
    await expect(aziza.part("typing")).to_be_hidden()
    await expect(aziza.received).to_have_count(1)
    await expect(aziza.sent).to_have_count(3)
    assert [update["message"]["text"] for update in await bot.updates()] == ["bir", "ikki", "uch"]
    await expect(desk.column(BORIS).received).to_have_count(0)


async def test_formatting_becomes_entities(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza, keyboard = desk.column(AZIZA), desk.page.keyboard
    await aziza.composer.click()
    await keyboard.type("😀 oddiy ")
    await keyboard.press("Control+b")
    await keyboard.type("qalin")
    await keyboard.press("Control+b")
    await keyboard.press("Shift+Enter")
    await keyboard.press("Control+i")
    await keyboard.type("kursiv")
    await keyboard.press("Enter")
    await expect(aziza.sent.locator("strong")).to_have_text("qalin")
    [update] = await bot.updates()
    assert update["message"]["text"] == "😀 oddiy qalin\nkursiv"
    assert [(one["type"], one["offset"], one["length"]) for one in update["message"]["entities"]] == [
        ("bold", 9, 5),
        ("italic", 15, 6),
    ]


async def test_a_selected_piece_becomes_a_spoiler(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.composer.fill("sir")
    await aziza.composer.press("Control+a")
    await aziza.part("formatting").get_by_label("Spoiler").click()
    await aziza.composer.press("Enter")
    await expect(aziza.sent.locator(".spoiler")).to_have_text("sir")
    [update] = await bot.updates()
    assert [one["type"] for one in update["message"]["entities"]] == ["spoiler"]


async def test_every_entity_of_the_bot_is_drawn(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    await people.start(AZIZA)
    words = ["bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "spoiler"]
    text = " ".join(words) + " here"
    entities = [{"type": word, "offset": text.index(word), "length": len(word)} for word in words]
    entities.append({"type": "text_link", "offset": len(text) - 4, "length": 4, "url": "https://example.org/"})
    await bot.call("sendMessage", chat_id=AZIZA, text=text, entities=entities)
    message = desk.column(AZIZA).received
    tags = ["strong", "em", "u", "s", ".text > code", "pre", "blockquote", ".spoiler"]
    for word, tag in zip(words, tags, strict=True):
        await expect(message.locator(tag)).to_have_text(word)
    await expect(message.locator("a")).to_have_attribute("rel", "noopener noreferrer")


async def test_what_people_write_never_becomes_markup(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    nasty = "<img src=x onerror=alert(1)> <b>_*[`"
    await people.request("POST", "people", {"id": AZIZA, "first_name": "<i>Aziza</i>", "language_code": "uz"})
    await people.write(AZIZA, nasty)
    await bot.call("sendMessage", chat_id=AZIZA, text=nasty, reply_markup=inline(button(nasty)))
    aziza = desk.column(AZIZA)
    for row in (aziza.sent, aziza.received):
        await expect(row.locator(".text")).to_contain_text(nasty)
        await expect(row.locator("img, b")).to_have_count(0)
    await expect(aziza.part("inline-button")).to_have_text(nasty)
    await expect(aziza.root.locator(".column-title")).to_have_text("<i>Aziza</i>")


async def test_a_reply_quotes_and_a_click_jumps(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    await people.start(AZIZA)
    asked = await bot.call("sendMessage", chat_id=AZIZA, text="Manzilingiz?")
    aziza = desk.column(AZIZA)
    await aziza.message(asked["message_id"]).locator(".bubble").dblclick()
    await expect(aziza.part("reply-bar")).to_contain_text("Manzilingiz?")
    await aziza.write("Toshkent")
    await expect(aziza.part("quote")).to_contain_text("Manzilingiz?")
    assert (await bot.updates())[-1]["message"]["reply_to_message"]["message_id"] == asked["message_id"]
    await aziza.part("quote").click()
    await expect(aziza.message(asked["message_id"])).to_have_class(re.compile(r"\bfound\b"))


async def test_a_selected_piece_of_a_message_is_quoted(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    await people.start(AZIZA)
    await bot.call("sendMessage", chat_id=AZIZA, text="Toshkent yoki Samarqand")
    aziza = desk.column(AZIZA)
    await aziza.received.locator(".text").evaluate(
        "node => getSelection().setBaseAndExtent(node.firstChild, 14, node.firstChild, 23)"
    )
    await aziza.choose(aziza.received, "menu-reply")
    await aziza.write("Shunisi")
    await expect(aziza.part("quote")).to_contain_text("Samarqand")
    assert (await bot.updates())[-1]["message"]["quote"]["text"] == "Samarqand"


async def test_one_edits_and_deletes_ones_own(desk: PlaygroundPage, bot: BotSide) -> None:
    aziza = desk.column(AZIZA)
    await aziza.write("Salm")
    await expect(aziza.sent).to_have_count(1)
    await aziza.composer.press("ArrowUp")
    await expect(aziza.composer).to_have_text("Salm")
    await aziza.write("Salom")
    await expect(aziza.sent.locator(".text")).to_contain_text("Salom")
    await expect(aziza.part("edited")).to_be_visible()
    assert (await bot.updates())[-1]["edited_message"]["text"] == "Salom"
    await aziza.choose(aziza.sent, "menu-delete")
    await expect(aziza.sent).to_have_text("Message deleted")


async def test_an_inline_button_turns_until_it_is_answered(
    desk: PlaygroundPage, people: PeopleSide, bot: BotSide
) -> None:
    await people.start(DILNOZA)
    await bot.call(
        "sendMessage",
        chat_id=DILNOZA,
        text="#1024",
        reply_markup=inline(
            button("Take", "take"), button("Close", "close"), {"text": "Site", "url": "https://example.org"}
        ),
    )
    dilnoza = desk.column(DILNOZA)
    take, close, site = (dilnoza.part("inline-button").nth(place) for place in range(3))
    await expect(site).to_have_attribute("href", "https://example.org")
    for pressed, answer in ((take, {"text": "Taken"}), (close, {"text": "Sure?", "show_alert": True})):
        await pressed.click()
        await expect(pressed).to_have_attribute("aria-busy", "true")
        query = (await bot.updates(offset=-1))[0]["callback_query"]
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], **answer)
        await expect(pressed).not_to_have_attribute("aria-busy", "true")
    await expect(dilnoza.part("toast")).to_have_text("Taken")
    await expect(desk.part("alert-text")).to_have_text("Sure?")
    await desk.confirm()


async def test_a_reply_keyboard_sends_its_words_and_opens_the_people_picker(
    desk: PlaygroundPage, people: PeopleSide, bot: BotSide
) -> None:
    await people.start(RUSTAM)
    rows = [[{"text": "Tickets"}], [{"text": "Appoint", "request_users": {"request_id": 7, "request_name": True}}]]
    keyboard = {"keyboard": rows, "resize_keyboard": True, "input_field_placeholder": "Choose below"}
    await bot.call("sendMessage", chat_id=RUSTAM, text="Menu", reply_markup=keyboard)
    rustam = desk.column(RUSTAM)
    await expect(rustam.composer).to_have_attribute("data-placeholder", "Choose below")
    await rustam.part("keyboard-button").filter(has_text="Tickets").click()
    await expect(rustam.sent.last).to_contain_text("Tickets")
    await rustam.part("keyboard-button").filter(has_text="Appoint").click()
    await desk.part(f"pick-{DILNOZA}").click()
    await desk.confirm()
    await expect(rustam.root.locator(".service")).to_contain_text("Dilnoza")
    assert (await bot.updates())[-1]["message"]["users_shared"]["user_ids"] == [DILNOZA]
    await bot.call("sendMessage", chat_id=RUSTAM, text="Bye", reply_markup={"remove_keyboard": True})
    await expect(rustam.part("reply-keyboard")).to_be_hidden()


async def test_a_forced_reply_is_ready_to_be_written(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    await people.start(AZIZA)
    asked = await bot.call("sendMessage", chat_id=AZIZA, text="Izoh?", reply_markup={"force_reply": True})
    aziza = desk.column(AZIZA)
    await expect(aziza.part("reply-bar")).to_contain_text("Izoh?")
    await aziza.write("Yaxshi")
    await expect(aziza.part("quote")).to_be_visible()
    assert (await bot.updates())[-1]["message"]["reply_to_message"]["message_id"] == asked["message_id"]
    await desk.page.reload()
    await expect(aziza.sent).to_have_count(2)
    await expect(aziza.part("reply-bar")).to_be_hidden()


async def test_the_menu_of_commands_and_what_is_typed_of_one(desk: PlaygroundPage, bot: BotSide) -> None:
    commands = [{"command": "ticket", "description": "My ticket"}, {"command": "help", "description": "Help"}]
    await bot.call("setMyCommands", commands=commands)
    emma = desk.column(EMMA)
    await emma.part("commands").click()
    await desk.part("command-help").click()
    await expect(emma.sent.last).to_contain_text("/help")
    await emma.composer.fill("/ti")
    await emma.composer.press("Tab")
    await expect(emma.sent.last).to_contain_text("/ticket")


async def test_reactions_of_both(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    written = await people.write(AZIZA, "Rahmat")
    await bot.call(
        "setMessageReaction",
        chat_id=AZIZA,
        message_id=written["message_id"],
        reaction=[{"type": "emoji", "emoji": "👀"}],
    )
    aziza = desk.column(AZIZA)
    await expect(aziza.part("reaction")).to_have_text("👀")
    await aziza.choose(aziza.sent, "more-reactions")
    await desk.page.locator("[data-testid=reaction-picker] [data-emoji='🏆']").click()
    await expect(aziza.part("reaction")).to_have_count(2)
    await aziza.part("reaction").filter(has_text="🏆").click()
    await expect(aziza.part("reaction")).to_have_count(1)
    await expect(aziza.part("reaction")).to_have_text("👀")


async def test_blocking_and_coming_back(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    await people.start(BORIS)
    boris = desk.column(BORIS)
    await expect(boris.sent).to_have_count(1)
    await boris.root.hover()
    await boris.part("block").click()
    await expect(boris.composer).to_be_hidden()
    assert await bot.refusal("sendMessage", chat_id=BORIS, text="x") == "Forbidden: bot was blocked by the user"
    await boris.part("unblock").click()
    await expect(boris.composer).to_be_visible()
    await bot.call("sendMessage", chat_id=BORIS, text="С возвращением")
    await expect(boris.received).to_contain_text("С возвращением")


async def test_a_message_is_forwarded_to_another_chat(desk: PlaygroundPage, people: PeopleSide, bot: BotSide) -> None:
    await people.write(AZIZA, "Mana")
    aziza, dilnoza = desk.column(AZIZA), desk.column(DILNOZA)
    await aziza.choose(aziza.sent, "menu-forward", f"pick-{DILNOZA}")
    await desk.confirm()
    await expect(dilnoza.sent).to_contain_text("Forwarded from Aziza")
    await aziza.choose(aziza.sent, "menu-forward", f"pick-{DILNOZA}", "hide-author")
    await desk.confirm()
    await expect(dilnoza.sent).to_have_count(2)
    assert (await bot.updates())[-1]["message"]["forward_origin"]["type"] == "hidden_user"


async def test_what_was_refused_comes_back_into_the_field(desk: PlaygroundPage, people: PeopleSide) -> None:
    aziza = desk.column(AZIZA)
    await expect(aziza.composer).to_be_visible()
    await aziza.write("a" * 4097)
    await expect(aziza.part("toast")).to_contain_text("4096")
    await expect(aziza.composer).to_have_text("a" * 4097)
    desk.problems = [one for one in desk.problems if "400" not in one]
    assert (await people.chat(AZIZA))["messages"] == []


async def test_somebody_new_joins(desk: PlaygroundPage, people: PeopleSide) -> None:
    await desk.part("add-person").click()
    await desk.part("field-first_name").fill("Kamila")
    await desk.part("field-language_code").select_option("ru")
    await desk.confirm()
    await expect(desk.page.get_by_role("region", name="Kamila")).to_be_visible()
    [kamila] = [one for one in (await people.request("GET", "state"))["people"] if one["first_name"] == "Kamila"]
    assert kamila["language_code"] == "ru"
