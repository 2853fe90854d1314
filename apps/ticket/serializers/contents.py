"""What a message carries."""

from typing import Any

from rest_framework import serializers

from apps.ticket.models import Message
from core.fields import BigIntegerField, FactsField, RowIdField

# Telegram's texts end at 4096 letters, captions of premium users at 4096 as well.
TEXT_LIMIT = 4096
KINDS = [kind for kind in Message.Kind.values if kind != Message.Kind.NOTE]


class EntitiesField(serializers.ListField):
    """Telegram's MessageEntity objects."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=FactsField(), max_length=1000, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        entities = super().to_internal_value(data)
        for entity in entities:
            known = isinstance(entity, dict) and isinstance(entity.get("type"), str)
            if not known or not all(type(entity.get(name)) is int for name in ("offset", "length")):
                raise serializers.ValidationError("An entity has a type, an offset and a length.")
        return entities


class MediaSerializer(serializers.Serializer[Any]):
    """A file as Telegram describes it; further fields of Telegram's are kept as they are."""

    file_id = serializers.CharField(max_length=255)
    file_unique_id = serializers.CharField(max_length=64)
    file_name = serializers.CharField(max_length=255, allow_blank=True, allow_null=True, default="")
    mime_type = serializers.CharField(max_length=255, allow_blank=True, allow_null=True, default="")
    size = BigIntegerField(min_value=0, allow_null=True, default=None)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        known = super().to_internal_value(data)
        further = {name: value for name, value in data.items() if name not in self.fields and value is not None}
        return {**FactsField().run_validation(further), **known}


class ContentSerializer(serializers.Serializer[Any]):
    """What is said."""

    kind = serializers.ChoiceField(choices=KINDS)
    text = serializers.CharField(max_length=TEXT_LIMIT, allow_blank=True, trim_whitespace=False, default="")
    entities = EntitiesField(default=list)
    media = MediaSerializer(allow_null=True, default=None)
    data = FactsField(default=dict)  # type: ignore[assignment]

    def validate_data(self, data: Any) -> Any:
        """Refuse what is no object."""
        if not isinstance(data, dict):
            raise serializers.ValidationError("This is no object.")
        return data


class MessageSerializer(serializers.Serializer[Any]):
    """A message of a ticket."""

    id = RowIdField()
    ticket = RowIdField(source="ticket_id", allow_null=True)
    user = RowIdField(source="user_id")
    admin = RowIdField(source="admin_id", allow_null=True)
    kind = serializers.ChoiceField(choices=Message.Kind.choices)
    text = serializers.CharField()
    entities = FactsField()
    data = FactsField()  # type: ignore[assignment]
    media_group_id = serializers.CharField()
    reply_to = RowIdField(source="reply_to_id", allow_null=True)
    attachment = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    deleted_at = serializers.DateTimeField(allow_null=True)

    def get_attachment(self, message: Message) -> dict[str, Any] | None:
        """Return the file: its id, name, type, size in bytes, and whether its bytes are here."""
        attachment = getattr(message, "attachment", None)
        if attachment is None:
            return None
        names = ("id", "kind", "file_name", "mime_type", "size", "state")
        return {name: getattr(attachment, name) for name in names}


class MessageRequest(serializers.Serializer[Any]):
    """What the acting person says in a ticket."""

    ticket = RowIdField()
    kind = serializers.ChoiceField(choices=["text", "note"], default="text")
    text = serializers.CharField(max_length=TEXT_LIMIT)
    entities = EntitiesField(default=list)
    reply_to = RowIdField(allow_null=True, default=None)
    takeover = serializers.BooleanField(default=False, help_text="Answer although another admin holds the ticket.")


class MessageEditRequest(serializers.Serializer[Any]):
    """New words of one's own answer."""

    text = serializers.CharField(max_length=TEXT_LIMIT)
    entities = EntitiesField(default=list)


class MessageQuery(serializers.Serializer[Any]):
    """Whose messages are listed."""

    ticket = RowIdField(required=False)


class DeleteRequest(serializers.Serializer[Any]):
    """One's own answer, by its place in one's own chat."""

    bot_id = BigIntegerField(min_value=1)
    message_id = BigIntegerField()
