"""Steps of acts that take several messages. All of this may be lost by a restart; what people wrote may not."""

from aiogram.fsm.state import State, StatesGroup

# Under this key the state's data hold the category that a person chose before they wrote their question.
CHOSEN_CATEGORY = "category"
# And under this one the words that an admin looked for, so that what was found can be paged.
SEARCHED = "search"
# What an admin typed as the reason for blocking somebody, and for which ticket.
BLOCK_REASON, BLOCK_TICKET, BLOCK_NUMBER = "block_reason", "block_ticket", "block_number"


class SearchTickets(StatesGroup):
    query = State()


class BlockAsker(StatesGroup):
    reason = State()


class AppointAdmin(StatesGroup):
    person = State()


class AddCategory(StatesGroup):
    slug = State()
    name_uz = State()
    name_ru = State()
    name_en = State()


class RenameCategory(StatesGroup):
    name = State()
