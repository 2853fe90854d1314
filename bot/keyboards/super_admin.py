"""The buttons of a super admin: admins and categories."""

from aiogram.types import InlineKeyboardMarkup, KeyboardButton, KeyboardButtonRequestUsers, ReplyKeyboardMarkup

from bot.keyboards.callbacks import (
    AppointPerson,
    BindCategory,
    Cancel,
    ListAdmins,
    NewCategory,
    OnAdmin,
    OnCategory,
    OpenMenu,
)
from bot.keyboards.layout import Row, button, category_name, in_rows, keyboard
from bot.keyboards.menu import menu_row
from bot.services.api_types import Admin, Category, Page
from bot.services.words import LANGUAGES, Words

# Telegram gives this id back with the people who were chosen.
APPOINT_REQUEST = 1


# ------------------------------------------------------------------ admins


def admins_keyboard(page: Page[Admin], words: Words) -> InlineKeyboardMarkup:
    rows = [[button(admin_label(each), OnAdmin(act="open", admin=each["id"]))] for each in page["results"]]
    pages: Row = []
    if page["next"] and page["results"]:
        pages = [button(words("button-next"), ListAdmins(after=page["results"][-1]["id"]))]
    return keyboard(*rows, pages, [button(words("button-appoint"), AppointPerson())], menu_row(words))


def admin_label(admin: Admin) -> str:
    icon = "⭐" if admin["is_super_admin"] else "👤"
    return f"{icon} {admin['first_name']}"


def admin_keyboard(admin: Admin, categories: list[Category], words: Words) -> InlineKeyboardMarkup:
    """The categories as switches, then what else may be done with this admin."""
    switches = [
        button(_switch(each, admin, words), BindCategory(admin=admin["id"], category=each["id"]))
        for each in categories
        if each["is_active"] or each["id"] in admin["categories"]
    ]
    acts: list[Row] = []
    if not admin["is_permanent"]:
        if admin["is_super_admin"]:
            acts.append([button(words("button-unmake-super"), OnAdmin(act="unmake", admin=admin["id"]))])
        else:
            acts.append([button(words("button-make-super"), OnAdmin(act="make", admin=admin["id"]))])
        acts.append([button(words("button-dismiss"), OnAdmin(act="dismiss", admin=admin["id"]))])
    back = [button(words("button-back"), OpenMenu(section="admins"))]
    return keyboard(*in_rows(switches, 2), *acts, back)


def _switch(category: Category, admin: Admin, words: Words) -> str:
    mark = "✅" if category["id"] in admin["categories"] else "▫️"
    return f"{mark} {category_name(category, words)}"


def dismiss_keyboard(admin: int, words: Words) -> InlineKeyboardMarkup:
    confirm = OnAdmin(act="confirm", admin=admin)
    keep = OnAdmin(act="open", admin=admin)
    return keyboard([button(words("button-dismiss-confirm"), confirm)], [button(words("button-keep"), keep)])


def appoint_keyboard(words: Words) -> ReplyKeyboardMarkup:
    """Telegram's own picker of people, and a way out."""
    request = KeyboardButtonRequestUsers(
        request_id=APPOINT_REQUEST, user_is_bot=False, max_quantity=1, request_name=True, request_username=True
    )
    return ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text=words("button-pick-person"), request_users=request)],
            [KeyboardButton(text=words("button-cancel"))],
        ],
        resize_keyboard=True,
        input_field_placeholder=words("appoint-placeholder"),
    )


def cancel_labels() -> set[str]:
    """What the Cancel button of a reply keyboard sends, in whichever language it was shown."""
    return {Words(language)("button-cancel") for language in LANGUAGES}


# ------------------------------------------------------------------ categories


def categories_keyboard(categories: list[Category], words: Words) -> InlineKeyboardMarkup:
    rows = [[button(_category_label(each, words), OnCategory(act="open", category=each["id"]))] for each in categories]
    add = [button(words("button-add-category"), NewCategory(act="begin"))]
    return keyboard(*rows, add, menu_row(words))


def _category_label(category: Category, words: Words) -> str:
    return category_name(category, words) if category["is_active"] else f"🚫 {category_name(category, words)}"


def category_keyboard(category: Category, words: Words) -> InlineKeyboardMarkup:
    own = category["id"]
    switch = (
        button(words("button-deactivate"), OnCategory(act="off", category=own))
        if category["is_active"]
        else button(words("button-activate"), OnCategory(act="on", category=own))
    )
    return keyboard(
        [button(words("button-rename-uz"), OnCategory(act="uz", category=own))],
        [button(words("button-rename-ru"), OnCategory(act="ru", category=own))],
        [button(words("button-rename-en"), OnCategory(act="en", category=own))],
        [
            button(words("button-up"), OnCategory(act="up", category=own)),
            button(words("button-down"), OnCategory(act="down", category=own)),
        ],
        [switch],
        [button(words("button-back"), OpenMenu(section="categories"))],
    )


def step_keyboard(words: Words, *, skippable: bool) -> InlineKeyboardMarkup:
    """Below a question that waits for words: leave this one out, or all of it."""
    skip = [button(words("button-skip"), NewCategory(act="skip"))] if skippable else []
    return keyboard(skip, [button(words("button-cancel"), Cancel())])
