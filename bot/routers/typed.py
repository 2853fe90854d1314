"""What counts as the answer to a question of a step by step act."""

from aiogram import F
from magic_filter import MagicFilter, RegexpMode

from bot.keyboards.admin import done_label
from bot.keyboards.super_admin import cancel_labels


def typed() -> MagicFilter:
    """Plain words. A reply to a ticket's message answers that ticket, whatever the bot has asked; a command is a
    command, and a pressed button of a keyboard is a button."""
    pressed = F.text.in_(cancel_labels()) | F.text.regexp(done_label(), mode=RegexpMode.FULLMATCH)
    return F.text & ~F.text.startswith("/") & ~F.reply_to_message & ~pressed
