"""Many at once: nothing is lost, doubled or put into the wrong order, and nobody wins twice."""

import asyncio

from tests.system.backend import Json
from tests.system.company import Colleague, Company
from tests.system.harness import BOT_ID
from tests.system.people import Person

QUICK = ["Hello?", "My parcel did not come.", "Order 17."]


async def test_three_quick_messages_of_twenty_people_who_never_pressed_start(company: Company) -> None:
    dilnoza = await company.appoints()
    people = [await company.welcomes(f"Guest {number}") for number in range(20)]

    async def comes_and_asks(person: Person) -> None:
        for text in QUICK:
            await person.writes(f"{person.id} {text}")
        await person.presses(company.label(person, company.category))

    await asyncio.gather(*(comes_and_asks(person) for person in people))
    for person in people:
        await person.sees_reaction(await person.writes(f"{person.id} Thank you."), "👀")

    tickets = await company.backend.tickets_of(company.category["id"])
    assert len(tickets) == 20
    for person in people:
        stored = [message["text"] for message in await company.messages_of(person)]
        assert stored == [f"{person.id} {text}" for text in [*QUICK, "Thank you."]]
        await dilnoza.reads(f"{person.id} Thank you.")
        told = [words for words in dilnoza.chat.words if f"{person.id} " in words]
        assert len(told) == 4, "None comes twice."
        assert [text.rpartition(f"{person.id} ")[2] for text in told] == [*QUICK, "Thank you."]
        asked = [words for words in person.chat.words if words.startswith(person.words("start-choose"))]
        assert len(asked) <= 1, "The question is asked once."


async def test_sixty_four_first_messages_at_the_same_instant_open_one_ticket(company: Company) -> None:
    aziza = await company.welcomes()

    await asyncio.gather(*(aziza.writes(f"Message {number}") for number in range(64)))
    await aziza.presses(company.label(aziza, company.category))

    category = company.label(aziza, company.category)
    await aziza.hears("notice-ticket-opened", number=(await company.ticket_of(aziza))["number"], category=category)
    stored = await company.messages_of(aziza)
    sent = [message for message in aziza.chat.messages if str(message.get("text", "")).startswith("Message ")]
    assert [message["text"] for message in stored] == [message["text"] for message in sent]
    assert len(stored) == 64
    assert len(await company.backend.tickets_of(company.category["id"])) == 1


async def test_sixty_four_requests_at_the_same_instant_open_one_ticket(company: Company) -> None:
    """The same race without a bot that keeps the order: here the database alone decides."""
    aziza = await company.welcomes()

    def body(number: int) -> Json:
        content: Json = {"kind": "text", "text": f"Message {number}", "entities": [], "media": None, "data": {}}
        source = {"bot_id": BOT_ID, "chat_id": aziza.id, "message_id": 1_000_000_000 + number}
        sender = {"telegram_id": aziza.id, "first_name": "Aziza", "language_code": "en"}
        chosen = {"category": company.category["id"]}
        return {**source, **chosen, "date": 1, "sender": sender, "content": {**content, "source": source}}

    answers = await asyncio.gather(*(company.backend.post("ticket/inbox/", body(number)) for number in range(64)))

    outcomes = [answer["outcome"] for answer in answers]
    assert sorted(set(outcomes)) == ["opened", "stored"]
    assert outcomes.count("opened") == 1
    assert len({answer["message"] for answer in answers}) == 64
    assert len({answer["ticket"]["id"] for answer in answers}) == 1


async def test_two_admins_take_a_hundred_tickets_at_once_and_each_ticket_has_one_winner(company: Company) -> None:
    rivals = [await company.appoints("Dilnoza"), await company.appoints("Karim")]
    people = [await company.welcomes(f"Guest {number}") for number in range(100)]
    tickets = await asyncio.gather(*(company.asks(person, f"Question of {person.name}") for person in people))
    cards = {(rival.id, ticket["id"]): await rival.card_of(ticket) for rival in rivals for ticket in tickets}

    async def takes(rival: Colleague, ticket: Json) -> str:
        return await rival.is_answered(await rival.pushes("button-take", cards[rival.id, ticket["id"]]))

    said = await asyncio.gather(
        *(asyncio.gather(takes(rivals[0], ticket), takes(rivals[1], ticket)) for ticket in tickets)
    )

    for ticket, person, answers in zip(tickets, people, said, strict=True):
        held = await company.backend.get(f"ticket/tickets/{ticket['id']}/")
        winner = next(rival for rival in rivals if rival.admin == held["admin"])
        won = winner.words("toast-taken", number=ticket["number"])
        lost = winner.words("refusal-already-taken", admin=winner.name)
        assert sorted(answers) == sorted([won, lost])
        await person.hears("notice-ticket-taken", number=ticket["number"], admin=winner.name)
        assert sum("🙋" in words for words in person.chat.words) == 1, "One winner is announced, once."
