"""How a request may come, and what is no request at all."""

import json
from typing import Any

import pytest

from playground.methods import KNOWN_TO_TELEGRAM
from tests.playground.clients import AZIZA, BotSide


async def test_it_reads_query_form_json_and_multipart(bot: BotSide) -> None:
    url = bot.playground.method("sendMessage")
    fields = {"chat_id": str(AZIZA), "text": "salom"}
    for request in ({"params": fields}, {"data": fields}, {"json": {"chat_id": AZIZA, "text": "salom"}}):
        async with bot.session.post(url, **request) as response:
            assert (await response.json())["result"]["text"] == "salom"
    async with bot.session.get(url, params=fields) as response:
        assert (await response.json())["ok"]
    assert await bot.call("sendMessage", files={}, **fields)


async def test_method_names_are_read_without_case(bot: BotSide) -> None:
    assert await bot.call("GETME") == await bot.call("getMe")


@pytest.mark.parametrize(("token", "code"), [("4242:other", 401), ("4242", 404), ("x:y", 404)])
async def test_it_refuses_a_wrong_token(bot: BotSide, token: str, code: int) -> None:
    async with bot.session.get(f"{bot.playground.api_url}/bot{token}/getMe") as response:
        answer = await response.json()
        assert response.status == answer["error_code"] == code
        assert answer["description"] == {401: "Unauthorized", 404: "Not Found"}[code]


async def test_it_refuses_an_unknown_path(bot: BotSide) -> None:
    async with bot.session.get(f"{bot.playground.api_url}/nothing") as response:
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_method_that_it_lacks_is_named(bot: BotSide) -> None:
    answer = await bot.answer("createForumTopic", chat_id=AZIZA, name="x")
    assert answer["error_code"] == 501
    assert "createForumTopic" in answer["description"]


async def test_a_method_that_nobody_has_is_named(bot: BotSide) -> None:
    answer = await bot.answer("sendSmell", chat_id=AZIZA)
    assert answer["error_code"] == 404
    assert "sendSmell" in answer["description"]


@pytest.mark.parametrize("method", sorted(KNOWN_TO_TELEGRAM - {"close", "logout"}))
async def test_no_method_says_true_to_nonsense(bot: BotSide, method: str) -> None:
    answer = await bot.answer(method, nonsense="1")
    assert not answer["ok"]
    assert "nonsense" in answer["description"] or answer["error_code"] == 501


async def test_an_unknown_parameter_is_named(bot: BotSide) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=AZIZA, text="x", colour="red")
    assert refusal == "Bad Request: unknown parameter 'colour' of sendMessage"


@pytest.mark.parametrize("name", ["business_connection_id", "message_thread_id", "receiver_user_id"])
async def test_a_parameter_that_it_lacks_is_named(bot: BotSide, name: str) -> None:
    parameters: dict[str, Any] = {"chat_id": AZIZA, "text": "x", name: "5"}
    answer = await bot.answer("sendMessage", **parameters)
    assert answer["error_code"] == 501
    assert name in answer["description"]


async def test_a_parameter_of_the_wrong_type_is_named(bot: BotSide) -> None:
    refusal = await bot.refusal("deleteMessage", chat_id=AZIZA, message_id="first")
    assert refusal.startswith("Bad Request: can't parse message_id")


@pytest.mark.parametrize("body", ["{", "[1]", '"x"'])
async def test_it_refuses_a_body_that_is_no_object(bot: BotSide, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with bot.session.post(bot.playground.method("getMe"), data=body, headers=headers) as response:
        assert json.loads(await response.text())["description"] == "Bad Request: can't parse request JSON object"


async def test_it_refuses_half_a_character(bot: BotSide) -> None:
    body = '{"chat_id": 1001, "text": "\\ud83d"}'
    headers = {"Content-Type": "application/json"}
    async with bot.session.post(bot.playground.method("sendMessage"), data=body, headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize("chat_id", ["9" * 5000, "²", "-", "1.5"])
async def test_it_refuses_a_chat_id_that_is_none(bot: BotSide, chat_id: str) -> None:
    assert (await bot.refusal("sendMessage", chat_id=chat_id, text="x")).startswith("Bad Request: ")
