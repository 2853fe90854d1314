"""Holds an answer against the type that the bot's client promises for it."""

from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict


def differences(value: Any, hint: Any, path: str = "answer", known: dict[Any, Any] | None = None) -> list[str]:
    """Return where the value is not what the type says; an empty list means that it matches."""
    known = known or {}
    hint = known[hint] if isinstance(hint, TypeVar) else hint
    hint = get_args(hint)[0] if get_origin(hint) is NotRequired else hint
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        found = [differences(value, argument, path, known) for argument in arguments]
        return [] if [] in found else min(found, key=len)
    if is_typeddict(origin or hint):
        return _of_typed_dict(value, origin or hint, path, arguments)
    if origin is list and isinstance(value, list):
        return [word for item in value for word in differences(item, arguments[0], f"{path}[]", known)]
    return [] if _is_plain(value, hint) else [f"{path} is {value!r}, no {hint}"]


def _is_plain(value: Any, hint: Any) -> bool:
    if hint is Any:
        return True
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    kind = NoneType if hint is None else get_origin(hint) or hint
    # True is an int to Python, and no number to anybody else.
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _of_typed_dict(value: Any, shape: Any, path: str, arguments: tuple[Any, ...]) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path} is {value!r}, no {shape.__name__}"]
    known = dict(zip(getattr(shape, "__parameters__", ()), arguments, strict=False))
    missing = [f"{path} lacks {name}" for name in sorted(shape.__required_keys__ - value.keys())]
    hints = get_type_hints(shape, include_extras=True)
    wrong = [
        word
        for name, hint in hints.items()
        if name in value
        for word in differences(value[name], hint, f"{path}.{name}", known)
    ]
    return missing + wrong
