"""Everything that an admin may do, in the order in which it is looked at."""

from aiogram import Router

from bot.routers import (
    admin_answer,
    admin_blocking,
    admin_menu,
    admin_pending,
    admin_queue,
    admin_replies,
    admin_search,
    admin_site,
    admin_ticket,
    admin_transfer,
)


def build_router() -> Router:
    router = Router(name="admin")
    router.include_routers(
        admin_menu.build_router(),
        admin_queue.build_router(),
        admin_search.build_router(),
        admin_site.build_router(),
        admin_ticket.build_router(),
        admin_transfer.build_router(),
        admin_replies.build_router(),
        admin_blocking.build_router(),
        admin_answer.build_router(),
        admin_pending.build_router(),
    )
    return router
