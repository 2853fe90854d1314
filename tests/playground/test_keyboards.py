"""Buttons of both kinds."""

from typing import Any

import pytest

from tests.playground.clients import AZIZA, BotSide, PeopleSide, button, inline


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (button(data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(data="ў" * 33), "BUTTON_DATA_INVALID"),
        (button(data=""), "BUTTON_DATA_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            button() | {"url": "https://x.uz"},
            "can't parse inline keyboard button: it has several actions: url, callback_data",
        ),
        ({"text": " ", "callback_data": "x"}, 'can\'t parse inline keyboard button: Field "text" must be non-empty'),
        (
            {"text": "x", "url": "http://localhost:8000/"},
            "inline keyboard button URL 'http://localhost:8000/' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "ftp://x.uz/"},
            "inline keyboard button URL 'ftp://x.uz/' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "web_app": {"url": "http://x.uz/"}},
            "inline keyboard button Web App URL 'http://x.uz/' is invalid: Only HTTPS links are allowed",
        ),
        (button() | {"style": "rainbow"}, "can't parse inline keyboard button: invalid button style specified"),
        ({"text": "x", "pay": True}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_it_refuses_a_wrong_inline_button(bot: BotSide, one: dict[str, Any], refusal: str) -> None:
    given = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_markup=inline(one))
    assert given == f"Bad Request: {refusal}"


async def test_it_takes_100_inline_buttons_and_no_more(bot: BotSide) -> None:
    hundred = {"inline_keyboard": [[button(data=str(number))] for number in range(100)]}
    message = await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup=hundred)
    assert len(message["reply_markup"]["inline_keyboard"]) == 100
    hundred["inline_keyboard"].append([button()])
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_markup=hundred)
    assert refusal == "Bad Request: reply markup is too long"


@pytest.mark.parametrize("markup", [{"keys": []}, [1], "text", {"inline_keyboard": "x"}, {"inline_keyboard": [{}]}])
async def test_it_refuses_what_is_no_markup(bot: BotSide, markup: Any) -> None:
    given = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_markup=markup)
    assert given.startswith("Bad Request: ")


async def test_it_names_an_unknown_field_of_a_button(bot: BotSide) -> None:
    one = button() | {"colour": "red"}
    given = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_markup=inline(one))
    assert given == "Bad Request: unknown field 'reply_markup.inline_keyboard.colour'"


@pytest.mark.parametrize(
    "keyboard",
    [
        {"keyboard": []},
        {"keyboard": [[{"text": ""}]]},
        {"keyboard": [[{"text": "x", "request_contact": True, "request_location": True}]]},
        {"keyboard": [[{"text": "x", "request_users": {"request_id": 1, "max_quantity": 11}}]]},
        {"keyboard": [[{"text": "x"}]], "input_field_placeholder": "y" * 65},
        {"force_reply": True, "input_field_placeholder": ""},
        {"force_reply": False},
        {"remove_keyboard": False},
    ],
)
async def test_it_refuses_a_wrong_reply_keyboard(bot: BotSide, keyboard: dict[str, Any]) -> None:
    given = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", reply_markup=keyboard)
    assert given.startswith("Bad Request: ")


async def test_it_shows_and_removes_the_reply_keyboard(bot: BotSide, people: PeopleSide) -> None:
    keyboard = {"keyboard": [[{"text": "Done"}]], "resize_keyboard": True}
    message = await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup=keyboard)
    assert "reply_markup" not in message
    assert (await people.chat(AZIZA))["keyboard"] == keyboard
    pressed = await people.request("POST", f"people/{AZIZA}/keyboard", {"text": "Done"})
    assert pressed["text"] == "Done"
    await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup={"remove_keyboard": True})
    assert (await people.chat(AZIZA))["keyboard"] is None


async def test_it_shares_picked_users(bot: BotSide, people: PeopleSide) -> None:
    wanted = {"request_id": 7, "max_quantity": 1, "request_name": True}
    keyboard = {"keyboard": [[{"text": "Pick", "request_users": wanted}]]}
    await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup=keyboard)
    picked = await people.request("POST", f"people/{AZIZA}/keyboard", {"text": "Pick", "user_ids": [1002]})
    assert picked["users_shared"]["users"] == [{"user_id": 1002, "first_name": "Boris"}]
    await people.request("POST", f"people/{AZIZA}/keyboard", {"text": "Pick", "user_ids": [1, 2]}, status=400)
    await people.request("POST", f"people/{AZIZA}/keyboard", {"text": "Other"}, status=400)
