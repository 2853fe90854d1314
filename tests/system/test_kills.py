"""Power cuts in the middle of work: what was sent is stored once, in order, and reaches the staff."""

import asyncio
import random
from collections import Counter

from tests.system.company import Colleague, Company
from tests.system.people import Person
from tests.system.telegram import words_of

PEOPLE, EACH, KILLS = 20, 20, 10
ROUNDS = 2 * KILLS


async def test_four_hundred_messages_survive_ten_kills_of_the_bot_and_ten_of_the_backend(own_company: Company) -> None:
    company, desk = own_company, own_company.desk
    staff = [await company.appoints(f"Admin {number}", categories=[]) for number in range(4)]
    holders: dict[int, Colleague] = {}
    people = [await company.welcomes(f"Guest {number}") for number in range(PEOPLE)]
    for number, admin in enumerate(staff):
        category = await company.opens_category()
        await company.backend.patch(f"admin/admins/{admin.admin}/", {"categories": [category["id"]]})
        for person in people[number::4]:
            ticket = await company.asks(person, f"{person.id} begins", category)
            await admin.card_of(ticket)
            holders[person.id] = admin
    before = {admin.id: len(admin.chat.arrived) for admin in staff}

    for cut in range(ROUNDS):
        writing = [asyncio.create_task(person.writes(_text(person, cut))) for person in people]
        # The cut comes at another moment of the work each time.
        await asyncio.sleep(random.Random(cut).uniform(0.0, 0.4))
        victim = desk.bot if cut % 2 else desk.backend
        victim.kill()
        await asyncio.gather(*writing)
        await asyncio.to_thread(desk.restart, victim)

    for person in people:
        await holders[person.id].reads(_text(person, ROUNDS - 1))
    for person in people:
        stored = [message["text"] for message in await company.messages_of(person)]
        assert stored == [f"{person.id} begins", *(_text(person, number) for number in range(EACH))]
    for admin in staff:
        arrived = [words_of(message).rpartition("\n")[2] for message in admin.chat.arrived[before[admin.id] :]]
        times = Counter(text for text in arrived if text[:1].isdigit())
        served = [person for person in people if holders[person.id] is admin]
        for person in served:
            texts = [_text(person, number) for number in range(EACH)]
            firsts = [text for text in dict.fromkeys(arrived) if text in set(texts)]
            assert firsts == texts, "Every one reaches an admin, in the order in which it was written."
        repeats = sum(times.values()) - len(times)
        assert repeats <= KILLS, "A kill of the bot repeats at most one message in a chat."


def _text(person: Person, number: int) -> str:
    return f"{person.id} says {number}"
