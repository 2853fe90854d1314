"""Everything that any person may do, in the order in which it is looked at."""

from aiogram import Router

from bot.routers import user_help, user_language, user_rating, user_start, user_ticket


def build_router() -> Router:
    router = Router(name="user")
    router.include_routers(
        user_start.build_router(),
        user_ticket.build_router(),
        user_rating.build_router(),
        user_language.build_router(),
        user_help.build_router(),
    )
    return router
