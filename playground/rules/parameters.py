"""Requests checked by aiogram's models of all methods, and for parameters that no method has."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError

from playground.refusals import Refusal, bad_request, lacking
from playground.rules import keyboards
from playground.rules.uploads import Upload, attach

MEDIA = ("photo", "video", "audio", "voice", "document", "video_note", "animation", "sticker", "media")
MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "user_id": "user_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "file_id": "file_id not specified",
} | {kind: f"there is no {kind} in the request" for kind in MEDIA}

# Parts of Telegram that this one does not have: to ignore them would be to lie about what happened.
LACKING = (
    "allow_paid_broadcast",
    "business_connection_id",
    "certificate",
    "cover",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "inline_message_id",
    "ip_address",
    "message_thread_id",
    "receiver_user_id",
    "rich_message",
    "suggested_post_parameters",
)


def check(model: type[TelegramMethod[Any]], given: dict[str, Any], uploads: dict[str, Upload]) -> TelegramMethod[Any]:
    """The request as the method's model, or a refusal that names what is wrong."""
    for name in given:
        if name not in model.model_fields:
            raise bad_request(f"unknown parameter {name!r} of {model.__api_method__}")
        if name in LACKING:
            raise lacking(f"parameter {name!r}")
    values = {name: attach(_decoded(model, name, value), uploads) for name, value in given.items()}
    for name in uploads.keys() & model.model_fields.keys():
        values.setdefault(name, uploads[name])
    check_encoding(values)
    if "reply_markup" in values:
        values["reply_markup"] = keyboards.checked(values["reply_markup"])
    try:
        request = model.model_validate(values)
    except ValidationError as error:
        raise _refusal(error) from error
    for path in _unknown(request):
        raise bad_request(f"unknown field {path!r}")
    return request


def check_encoding(value: Any) -> None:
    """Half of a surrogate pair is no text: it could be neither kept nor sent."""
    try:
        json.dumps(value, ensure_ascii=False, default=repr).encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def said(value: Any) -> Any:
    """What the request says, without aiogram's marks for what it left open."""
    return None if isinstance(value, Default) else value


def dumped(value: Any) -> Any:
    """A part of a request as the JSON it came in."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return value


@cache
def _structured(model: type[TelegramMethod[Any]], name: str) -> bool:
    """Whether a parameter is JSON within the form."""
    return _has_structure(model.model_fields[name].annotation)


def _has_structure(annotation: Any) -> bool:
    if annotation in {list, dict} or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return True
    origin = getattr(annotation, "__origin__", None)
    return origin is list or any(_has_structure(inner) for inner in get_args(annotation))


def _decoded(model: type[TelegramMethod[Any]], name: str, value: Any) -> Any:
    if not isinstance(value, str) or not _structured(model, name):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {name} JSON object") from error


def _refusal(error: ValidationError) -> Refusal:
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "request"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(MISSING.get(name, f"parameter {name!r} is required"))
    path = ".".join(str(part) for part in first["loc"])
    return bad_request(f"can't parse {path}: {first['msg']}")


def _unknown(value: Any, path: str = "") -> Iterator[str]:
    """The fields, however deep, that the models do not know."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}{name}"
        for name in value.model_fields_set:
            yield from _unknown(getattr(value, name, None), f"{path}{name}.")
    elif isinstance(value, list):
        for inner in value:
            yield from _unknown(inner, path)
