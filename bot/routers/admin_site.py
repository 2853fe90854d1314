"""`/site`: a one-time way into the desk's site."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.services.actors import Actors, is_admin
from bot.services.api import Api
from bot.services.outgoing.styled import Styled
from bot.services.screens import Answer, Screen, say
from bot.services.words import Words


async def give_link(message: Message, api: Api, actors: Actors, words: Words) -> Answer:
    if not is_admin(await actors.ask(message.chat.id)):
        return say(words("refusal-not-admin"))
    link = await api.make_sign_in_link(as_=message.chat.id)
    # As text and not as a button: Telegram refuses buttons that lead to a desk on one's own machine.
    return Answer(messages=(Screen(Styled.of(words("site-link", url=link["url"])), preview=False),))


def build_router() -> Router:
    router = Router(name="admin_site")
    router.message.register(give_link, Command("site"))
    return router
