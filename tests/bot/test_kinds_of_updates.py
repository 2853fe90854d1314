"""Where updates of different kinds go, and which go nowhere."""

from tests.bot.desk import AZIZA, standing_desk, until


async def test_it_says_and_does_nothing_in_groups() -> None:
    async with standing_desk() as desk, desk.running():
        group = await desk.act("groups", title="Staff", member_ids=[AZIZA])
        await desk.act(f"groups/{group['id']}/messages", **{"from": AZIZA, "text": "/admin"})
        await desk.write(AZIZA, "private")
        await until(lambda: desk.backend.texts(AZIZA) == ["private"])
        assert len(desk.backend.inbox) == 1
        assert desk.backend.reachability == []
        assert [call for call in await desk.calls("sendMessage") if call["chat_id"] == group["id"]] == []


async def test_it_tells_who_blocked_the_bot_and_who_came_back() -> None:
    async with standing_desk() as desk, desk.running():
        await desk.act(f"people/{AZIZA}/block")
        await desk.act(f"people/{AZIZA}/unblock")
        await until(lambda: len(desk.backend.reachability) == 2)
        assert [each["reachable"] for each in desk.backend.reachability] == [False, True]


async def test_an_edited_message_goes_its_own_way() -> None:
    async with standing_desk() as desk, desk.running():
        written = await desk.write(AZIZA, "Salom")
        url = f"{desk.playground.page_url}/api/people/{AZIZA}/messages/{written['message_id']}"
        async with desk.people.patch(url, json={"text": "Assalomu alaykum"}) as response:
            assert response.status == 200
        await until(lambda: desk.backend.edits)
        assert desk.backend.edits[0]["content"]["text"] == "Assalomu alaykum"
        assert desk.backend.edits[0]["message_id"] == written["message_id"]
