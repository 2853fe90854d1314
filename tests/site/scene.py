"""An hour at the desk, for a picture: three people ask in three languages, Dilnoza answers, Rustam looks on."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.services.words import Words
from tests.playground.clients import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM
from tests.system.people import Person
from tests.system.pictures import SHEET, SOUND
from tests.system.telegram import Json, Telegram

PAYMENTS, DELIVERY = 0, 1
KAMOLA = 1004
CATEGORIES = {"uz": ("Toʻlovlar", "Yetkazib berish"), "ru": ("Платежи", "Доставка"), "en": ("Payments", "Delivery")}


@dataclass(frozen=True)
class Photos:
    """JPEG files."""

    payment: bytes
    receipt: bytes
    card: bytes
    parcel: bytes


async def play(telegram: Telegram, photos: Photos) -> None:
    """Everything has arrived when this returns."""
    aziza, boris, emma, dilnoza, rustam = (
        Person(number, name, Words(language), telegram)
        for number, name, language in (
            (AZIZA, "Aziza", "uz"),
            (BORIS, "Boris", "ru"),
            (EMMA, "Emma", "en"),
            (DILNOZA, "Dilnoza", "uz"),
            (RUSTAM, "Rustam", "uz"),
        )
    )
    for colleague in (dilnoza, rustam):
        await colleague.starts()
        await colleague.hears("menu-title")
    await boris_is_helped(boris, dilnoza, photos)
    await emma_is_helped(emma, dilnoza)
    await aziza_is_helped(aziza, dilnoza, photos)
    await somebody_else_asks(telegram, dilnoza)
    await rustam_looks_on(rustam)


async def boris_is_helped(boris: Person, dilnoza: Person, photos: Photos) -> None:
    await boris.starts()
    await boris.presses(CATEGORIES["ru"][DELIVERY])
    await boris.sends_files("photo", photos.parcel, caption="Здравствуйте! Посылка пришла мятой. Можно её заменить?")
    await boris.hears("notice-ticket-opened", number=1001, category=CATEGORIES["ru"][DELIVERY])
    await dilnoza.presses("button-take")
    asked = await dilnoza.reads("мятой")
    await dilnoza.writes("Здравствуйте, Борис! Простите за это. Новую привезём завтра.", reply_to=asked["message_id"])
    await react(boris, await boris.reads("завтра"), "❤")
    await boris.sends(venue={"location": AT_HOME, "title": "Дом", "address": "ул. Бунёдкор, 24"})
    await dilnoza.sees(lambda: last(dilnoza, "venue"), "the place")


async def emma_is_helped(emma: Person, dilnoza: Person) -> None:
    question = "Hi! I paid for my order twice. Here is the invoice 👇"
    await emma.writes(question)
    await emma.presses(CATEGORIES["en"][PAYMENTS])
    await emma.hears("notice-ticket-opened", number=1002, category=CATEGORIES["en"][PAYMENTS])
    await sends_document(emma, "invoice-1187.pdf")
    asked = await dilnoza.reads(question)
    text = "Hello Emma! You are right, it went through twice.\nWe have sent 89 000 soʻm back to your card."
    await dilnoza.writes(text, **bold(text, "89 000 soʻm"), **to(asked))
    answer = await emma.reads("You are right")
    await react(emma, answer, "🎉")
    await emma.writes("That was quick, thank you!", reply_to=answer["message_id"])
    await dilnoza.reads("That was quick")
    await emma.writes("/ticket")
    await emma.presses("button-close")
    await emma.presses("button-close-confirm", number=1002)
    await emma.hears("notice-closed-by-user", number=1002)


async def aziza_is_helped(aziza: Person, dilnoza: Person, photos: Photos) -> None:
    album = (photos.payment, photos.receipt, photos.card)
    await aziza.sends_files("photo", *album, caption="Assalomu alaykum! Toʻlov oʻtmadi, pul esa yechildi 😟")
    await aziza.sends_files("voice", SOUND, duration="14")
    await aziza.presses(CATEGORIES["uz"][PAYMENTS])
    await aziza.hears("notice-ticket-opened", number=1003, category=CATEGORIES["uz"][PAYMENTS])
    voice = await dilnoza.sees(lambda: last(dilnoza, "voice"), "the voice message")
    await dilnoza.presses("button-take")
    text = "Vaalaykum assalom! 245 000 soʻm bugun kartangizga qaytadi."
    await dilnoza.writes(text, **bold(text, "bugun"), **to(voice))
    answer = await aziza.reads("kartangizga qaytadi")
    await react(aziza, answer, "🙏")
    await aziza.writes("Katta rahmat! ❤️")
    thanks = await dilnoza.reads("Katta rahmat")
    await react(dilnoza, thanks, "❤")


async def somebody_else_asks(telegram: Telegram, dilnoza: Person) -> None:
    """From beyond the edge of the picture: a new ticket that nobody holds."""
    kamola = Person(KAMOLA, "Kamola", Words("uz"), telegram)
    known = {"id": KAMOLA, "first_name": kamola.name, "username": "kamola", "language_code": "uz"}
    await telegram.request("POST", "people", known)
    await kamola.writes("Samarqandga yetkazish necha kun?")
    await kamola.presses(CATEGORIES["uz"][DELIVERY])
    await dilnoza.reads("necha kun")


async def rustam_looks_on(rustam: Person) -> None:
    await rustam.presses("button-all")
    await rustam.sees(lambda: any("#1003" in label for label in labels(rustam)), "all tickets")
    await rustam.writes("/admin")
    await rustam.sees(lambda: len(rustam.chat.holding(rustam.words("menu-title"))) == 1, "the menu")
    await rustam.presses("button-admins", rustam.chat.received[-1])
    await rustam.sees(lambda: "👤 Dilnoza" in labels(rustam), "the admins")
    await rustam.presses("👤 Dilnoza")
    await rustam.sees(lambda: rustam.chat.holding(rustam.words("admin-title", name="Dilnoza")), "Dilnoza's page")


# ---------------------------------------------------------------- what they do with their hands


AT_HOME = {"latitude": 41.2854, "longitude": 69.2036}


def bold(text: str, piece: str) -> dict[str, Any]:
    """Telegram counts in UTF-16; no piece here stands behind a letter of two units."""
    return {"entities": [{"type": "bold", "offset": text.index(piece), "length": len(piece)}]}


def to(message: Json) -> dict[str, Any]:
    return {"reply_to": message["message_id"]}


async def sends_document(person: Person, name: str) -> None:
    form = aiohttp.FormData({"kind": "document"})
    form.add_field("file", SHEET, filename=name, content_type="application/pdf")
    await person.telegram.request("POST", f"people/{person.id}/messages", form, status=201)


async def react(person: Person, message: Json, emoji: str) -> None:
    path = f"people/{person.id}/messages/{message['message_id']}/reactions"
    await person.telegram.request("POST", path, {"emoji": emoji})


def last(person: Person, kind: str) -> Json | None:
    return next((message for message in reversed(person.chat.received) if kind in message), None)


def labels(person: Person) -> list[str]:
    """All inline buttons in the chat."""
    rows = [
        row for message in person.chat.received for row in message.get("reply_markup", {}).get("inline_keyboard", [])
    ]
    return [button["text"] for row in rows for button in row]
