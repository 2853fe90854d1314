"""Serializer fields whose limits are the database's, so that a wild value is a 400 and not a failure."""

from typing import Any

from rest_framework import serializers

BIGGEST = 2**63 - 1


class BigIntegerField(serializers.IntegerField):
    """A whole number that PostgreSQL's bigint holds."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", -BIGGEST)
        kwargs.setdefault("max_value", BIGGEST)
        super().__init__(**kwargs)


class RowIdField(BigIntegerField):
    """The id of a row."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        super().__init__(**kwargs)


class TelegramIdField(BigIntegerField):
    """The id of a person in Telegram: at most 52 bits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        kwargs.setdefault("max_value", 2**52 - 1)
        super().__init__(**kwargs)


class FactsField(serializers.JSONField):
    """A JSON object or list that jsonb can hold: no NUL characters, no wild numbers, not too deep."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        if not _storable(value, depth=0):
            raise serializers.ValidationError("This holds something that the database cannot keep.", code="invalid")
        return value


def _storable(value: Any, depth: int) -> bool:
    if depth > 32:
        return False
    if isinstance(value, str):
        return "\x00" not in value and not any(0xD800 <= ord(letter) <= 0xDFFF for letter in value)
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")  # noqa: PLR0124 - NaN is the one that differs from itself
    if isinstance(value, dict):
        return all(_storable(key, depth + 1) and _storable(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        return all(_storable(item, depth + 1) for item in value)
    return True
