"""How super admins run the desk: admins and categories."""

from typing import Any, Literal, cast

from bot.services.api_types import Admin, Category, Page
from bot.services.backend import Backend


class DeskApi(Backend):
    """Each call acts as the super admin whose Telegram id it is given."""

    async def list_admins(
        self, *, as_: int, is_active: bool | None = None, after: int | None = None, limit: int | None = None
    ) -> Page[Admin]:
        return cast(Page[Admin], await self._get("/admin/admins/", as_=as_, params=_listing(is_active, after, limit)))

    async def appoint_admin(
        self, *, as_: int, telegram_id: int, first_name: str, categories: list[int], is_super_admin: bool = False
    ) -> Admin:
        body = {
            "telegram_id": telegram_id,
            "first_name": first_name,
            "categories": categories,
            "is_super_admin": is_super_admin,
        }
        return cast(Admin, await self._post("/admin/admins/", body, as_=as_))

    async def change_admin(
        self, admin: int, *, as_: int, categories: list[int] | None = None, is_super_admin: bool | None = None
    ) -> Admin:
        """Change what is given; what is None stays as it is."""
        body = {"categories": categories, "is_super_admin": is_super_admin}
        return cast(Admin, await self._patch(f"/admin/admins/{admin}/", body, as_=as_))

    async def dismiss_admin(self, admin: int, *, as_: int) -> Admin:
        return cast(Admin, await self._post(f"/admin/admins/{admin}/dismiss/", as_=as_))

    async def list_categories(
        self, *, as_: int, is_active: bool | None = None, after: int | None = None, limit: int | None = None
    ) -> Page[Category]:
        params = _listing(is_active, after, limit)
        return cast(Page[Category], await self._get("/admin/categories/", as_=as_, params=params))

    async def add_category(
        self, *, as_: int, slug: str, name_uz: str, name_ru: str = "", name_en: str = ""
    ) -> Category:
        body = {"slug": slug, "name_uz": name_uz, "name_ru": name_ru, "name_en": name_en}
        return cast(Category, await self._post("/admin/categories/", body, as_=as_))

    async def change_category(
        self,
        category: int,
        *,
        as_: int,
        name_uz: str | None = None,
        name_ru: str | None = None,
        name_en: str | None = None,
        is_active: bool | None = None,
    ) -> Category:
        """Change what is given; what is None stays as it is."""
        body = {"name_uz": name_uz, "name_ru": name_ru, "name_en": name_en, "is_active": is_active}
        return cast(Category, await self._patch(f"/admin/categories/{category}/", body, as_=as_))

    async def move_category(self, category: int, direction: Literal["up", "down"], *, as_: int) -> Category:
        path = f"/admin/categories/{category}/move/"
        return cast(Category, await self._post(path, {"direction": direction}, as_=as_))

    async def _patch(self, path: str, body: dict[str, Any], *, as_: int) -> Any:
        given = {name: value for name, value in body.items() if value is not None}
        return await self._post(path, given, as_=as_, method="PATCH", idempotent=True)


def _listing(is_active: bool | None, after: int | None, limit: int | None) -> dict[str, Any]:
    return {"is_active": None if is_active is None else str(is_active).lower(), "after": after, "limit": limit}
