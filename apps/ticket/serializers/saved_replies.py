"""Saved replies on the wire, in the words that a ticket's person would read."""

from typing import Any

from rest_framework import serializers

from core.fields import BigIntegerField, RowIdField


class SavedReplyFileSerializer(serializers.Serializer[Any]):
    """A file that goes along; `size` is in bytes."""

    id = RowIdField()
    kind = serializers.CharField()
    file_name = serializers.CharField()
    mime_type = serializers.CharField()
    size = BigIntegerField()


class SavedReplySerializer(serializers.Serializer[Any]):
    """A reply that fits the ticket; `category` is null where it fits all."""

    id = RowIdField(source="pk")
    title = serializers.CharField(source="reply.title")
    category = RowIdField(source="reply.category_id", allow_null=True)
    text = serializers.CharField(help_text="As the ticket's person would read it: variables are filled in.")
    files = SavedReplyFileSerializer(many=True)


class SavedReplyQuery(serializers.Serializer[Any]):
    """The ticket that is to be answered."""

    ticket = RowIdField()


class SendSavedReplyRequest(serializers.Serializer[Any]):
    """Which reply is sent."""

    saved_reply = RowIdField()
    takeover = serializers.BooleanField(default=False, help_text="Answer although another admin holds the ticket.")
