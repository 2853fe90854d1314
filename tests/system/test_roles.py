"""Commands and menus of each role, and what the bot says to those who are none of it."""

from tests.system.company import Company
from tests.system.telegram import buttons_of


async def test_a_strangers_admin_command_is_refused_in_words(company: Company) -> None:
    aziza = await company.welcomes()
    await aziza.starts()

    await aziza.writes("/admin")

    await aziza.hears("refusal-not-admin")
    assert not aziza.chat.holding(aziza.words("menu-title"))


async def test_an_admin_has_the_menu_and_a_super_admin_has_more(company: Company) -> None:
    dilnoza = await company.appoints()
    rustam = await company.appoints("Rustam", is_super_admin=True)

    labels = {}
    for person in (dilnoza, rustam):
        await person.writes("/admin")
        menu = await person.hears("menu-title")
        labels[person.name] = {button["text"] for button in buttons_of(menu)}

    usual = {dilnoza.words(f"button-{name}") for name in ("mine", "new", "waiting", "closed", "search", "activity")}
    more = {rustam.words(f"button-{name}") for name in ("all", "reports", "admins", "categories", "health")}
    assert labels["Dilnoza"] == usual
    assert labels["Rustam"] == usual | more


async def test_the_commands_that_telegram_offers_are_those_of_the_role(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    await aziza.starts()
    # Each chat's updates are handled in order, and the commands are set before a menu is answered.
    await dilnoza.writes("/admin")
    await dilnoza.hears("menu-title")
    state = await company.telegram.request("GET", "state")

    offered = {who.name: state["chats"][str(who.id)]["commands"] for who in (dilnoza, aziza)}

    names = {name: {command["command"] for command in commands} for name, commands in offered.items()}
    assert {"admin", "find", "delete"} <= names["Dilnoza"]
    assert names["Aziza"] == {"start", "ticket", "history", "lang", "help", "cancel"}


async def test_lists_lead_to_tickets(company: Company) -> None:
    dilnoza, aziza = await company.appoints(), await company.welcomes()
    ticket = await company.asks(aziza, "Where is my parcel?")
    await dilnoza.card_of(ticket)

    await dilnoza.writes("/admin")
    await dilnoza.presses("button-new", await dilnoza.hears("menu-title"))
    listing = await dilnoza.hears("list-new")
    label = next(button["text"] for button in buttons_of(listing) if f"#{ticket['number']}" in button["text"])
    cards = len(dilnoza.chat.holding(f"#{ticket['number']}"))
    await dilnoza.presses(label, listing)

    await dilnoza.sees(lambda: len(dilnoza.chat.holding(f"#{ticket['number']}")) > cards, "the ticket's card")


async def test_a_super_admin_appoints_somebody_who_is_at_once_an_admin(company: Company) -> None:
    rustam, emma = await company.appoints("Rustam", is_super_admin=True), await company.welcomes("Emma")
    await emma.starts()
    await emma.hears("start-greeting", name="Emma")

    await rustam.writes("/admin")
    await rustam.presses("button-admins", await rustam.hears("menu-title"))
    await rustam.presses("button-appoint")
    await rustam.hears("appoint-ask")
    pick = rustam.words("button-pick-person")
    await company.telegram.request("POST", f"people/{rustam.id}/keyboard", {"text": pick, "user_ids": [emma.id]})
    await rustam.hears("appoint-done", name="Emma")

    await emma.hears("notice-appointed")
    await emma.writes("/admin")
    await emma.hears("menu-title")


async def test_in_groups_the_bot_says_and_does_nothing(company: Company) -> None:
    aziza, dilnoza = await company.welcomes(), await company.appoints()
    await aziza.starts()
    await aziza.hears("start-greeting", name="Aziza")
    group = await company.telegram.request("POST", "groups", {"title": "Friends", "member_ids": [aziza.id, dilnoza.id]})
    cursor = await company.calls_cursor()
    start = company.desk.length_of_access_log()

    for person in (aziza, dilnoza):
        for text in ("Hello, bot", "/start", "/admin", "/help"):
            body = {"from": person.id, "text": text}
            await company.telegram.request("POST", f"groups/{group['id']}/messages", body)
    # A private message that comes after them is answered: by then they have been looked at.
    await aziza.writes("/ticket")
    await aziza.hears("ticket-none")

    assert [call for call in await company.calls(after=cursor) if call["chat_id"] == group["id"]] == []
    assert [line for line in company.desk.requests(start) if "/inbox/" in line] == []
    assert await company.backend.tickets_of(company.category["id"]) == []
