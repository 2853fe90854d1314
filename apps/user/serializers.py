"""People on the wire."""

from typing import Any

from rest_framework import serializers

from apps.user.models import Language
from core.fields import RowIdField, TelegramIdField


class UserSerializer(serializers.Serializer[Any]):
    """A person."""

    id = RowIdField(read_only=True)
    telegram_id = TelegramIdField()
    first_name = serializers.CharField(max_length=256)
    last_name = serializers.CharField(max_length=256, allow_blank=True, default="")
    username = serializers.CharField(max_length=64, allow_blank=True, default="")
    language = serializers.ChoiceField(choices=Language.choices, required=False)


class LanguageRequest(serializers.Serializer[Any]):
    """A person chose a language."""

    language = serializers.ChoiceField(choices=Language.choices)


class SenderSerializer(serializers.Serializer[Any]):
    """A person as Telegram describes them."""

    telegram_id = TelegramIdField()
    first_name = serializers.CharField(max_length=256, allow_blank=True)
    last_name = serializers.CharField(max_length=256, allow_blank=True, default="")
    username = serializers.CharField(max_length=64, allow_blank=True, default="")
    language_code = serializers.CharField(max_length=35, allow_blank=True, default="")
