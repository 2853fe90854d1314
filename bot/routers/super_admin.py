"""Everything that only a super admin may do, in the order in which it is looked at."""

from aiogram import Router

from bot.routers import super_admins, super_appoint, super_categories, super_health, super_naming, super_reports


def build_router() -> Router:
    router = Router(name="super_admin")
    router.include_routers(
        super_admins.build_router(),
        super_appoint.build_router(),
        super_categories.build_router(),
        super_naming.build_router(),
        super_reports.build_router(),
        super_health.build_router(),
    )
    return router
