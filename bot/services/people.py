"""Admins and categories as a super admin sees them."""

from bot.keyboards.layout import category_name
from bot.keyboards.super_admin import admin_keyboard, admins_keyboard, categories_keyboard, category_keyboard
from bot.services.api import Api
from bot.services.api_errors import Refused
from bot.services.api_types import Admin, Category
from bot.services.outgoing.styled import Styled
from bot.services.screens import Screen
from bot.services.words import Words

PAGE = 8
# More than any desk has categories.
ALL = 200


async def admins_screen(api: Api, *, as_: int, words: Words, after: int | None = None) -> Screen:
    page = await api.list_admins(as_=as_, is_active=True, after=after, limit=PAGE)
    title = words("admins-title") if page["results"] else words("admins-empty")
    return Screen(Styled.bold(title), admins_keyboard(page, words))


async def find_admin(api: Api, admin: int, *, as_: int) -> Admin:
    """One admin out of the list. Raises Refused where they are no admin any more."""
    after: int | None = None
    while True:
        page = await api.list_admins(as_=as_, is_active=True, after=after, limit=ALL)
        found = next((each for each in page["results"] if each["id"] == admin), None)
        if found is not None:
            return found
        if not page["next"] or not page["results"]:
            raise Refused(404, "not_found", {}, {})
        after = page["results"][-1]["id"]


async def admin_screen(api: Api, admin: Admin, *, as_: int, words: Words, bot_name: str) -> Screen:
    categories = (await api.list_categories(as_=as_, limit=ALL))["results"]
    name = f"{admin['first_name']} (@{admin['username']})" if admin["username"] else admin["first_name"]
    lines = [words("admin-id", id=str(admin["telegram_id"])), _role(admin, words)]
    if not admin["categories"]:
        lines.append(words("admin-no-categories"))
    if not admin["has_started"]:
        lines.append(words("admin-link", link=f"https://t.me/{bot_name}?start"))
    if categories:
        lines.append(words("admin-hint"))
    text = Styled.bold(words("admin-title", name=name)) + Styled.of("\n" + "\n".join(lines))
    return Screen(text, admin_keyboard(admin, categories, words))


def _role(admin: Admin, words: Words) -> str:
    if admin["is_permanent"]:
        return words("admin-is-permanent")
    return words("admin-is-super") if admin["is_super_admin"] else words("admin-is-admin")


async def categories_screen(api: Api, *, as_: int, words: Words) -> Screen:
    page = await api.list_categories(as_=as_, limit=ALL)
    return Screen(Styled.bold(words("categories-title")), categories_keyboard(page["results"], words))


async def find_category(api: Api, category: int, *, as_: int) -> Category:
    """One category out of the list. Raises Refused where there is none."""
    page = await api.list_categories(as_=as_, limit=ALL)
    found = next((each for each in page["results"] if each["id"] == category), None)
    if found is None:
        raise Refused(404, "not_found", {}, {})
    return found


def category_screen(category: Category, words: Words) -> Screen:
    lines = [
        words("category-slug", slug=category["slug"]),
        words("category-name-uz", name=category["name_uz"]),
        words("category-name-ru", name=category["name_ru"]),
        words("category-name-en", name=category["name_en"]),
        words("category-active") if category["is_active"] else words("category-inactive"),
    ]
    title = Styled.bold(words("category-title", name=category_name(category, words)))
    return Screen(title + Styled.of("\n" + "\n".join(lines)), category_keyboard(category, words))
