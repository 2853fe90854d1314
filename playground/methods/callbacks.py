"""answerCallbackQuery and sendChatAction: small signs of life."""

from aiogram.enums import ChatAction
from aiogram.methods import AnswerCallbackQuery, SendChatAction

from playground.entities.utf16 import length
from playground.refusals import bad_request
from playground.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ACTIONS = {action.value for action in ChatAction}


def answer_callback_query(world: World, request: AnswerCallbackQuery) -> bool:
    text = request.text or ""
    if length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if request.url:
        raise bad_request("URL_INVALID")
    callback = world.callbacks.answer(request.callback_query_id, world.clock())
    if callback is None:
        raise bad_request(TOO_OLD)
    world.events.add(
        "callback_answer",
        chat=callback.chat_id,
        callback_query_id=callback.id,
        text=text,
        show_alert=bool(request.show_alert),
    )
    return True


def send_chat_action(world: World, request: SendChatAction) -> bool:
    if request.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.reach(request.chat_id)
    world.events.add("action", chat=chat.id, action=str(request.action))
    return True
