"""How buttons are built and laid out."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.services.api_types import Category
from bot.services.words import Words

Row = list[InlineKeyboardButton]
# A button's label longer than this is not readable on a telephone.
LABEL_LIMIT = 60


def button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=shorten(text, LABEL_LIMIT), callback_data=data.pack())


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """The rows from top to bottom, without the empty ones."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def in_rows(buttons: Iterable[InlineKeyboardButton], width: int) -> list[Row]:
    every = list(buttons)
    return [every[start : start + width] for start in range(0, len(every), width)]


def shorten(text: str, limit: int) -> str:
    """For labels and previews only: what has a place of its own is never cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def category_name(category: Category, words: Words) -> str:
    names = {"uz": category["name_uz"], "ru": category["name_ru"], "en": category["name_en"]}
    return names[words.language]
