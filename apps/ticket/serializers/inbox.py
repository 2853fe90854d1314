"""What the bot brings from Telegram, and what it is answered."""

from typing import Any

from rest_framework import serializers

from apps.admin.serializers import ActorSerializer, CategorySerializer
from apps.ticket.serializers.contents import ContentSerializer
from apps.ticket.serializers.tickets import TicketRefSerializer, TicketSerializer
from apps.ticket.services.contents import Content, Incoming, Source, storable
from apps.user.serializers import SenderSerializer
from apps.user.services import Sender
from core.fields import BigIntegerField, RowIdField


class IncomingSerializer(serializers.Serializer[Any]):
    """One message from Telegram."""

    bot_id = BigIntegerField(min_value=1)
    chat_id = BigIntegerField()
    message_id = BigIntegerField()
    date = BigIntegerField(required=False, min_value=0)
    edited_at = BigIntegerField(required=False, min_value=0)
    sender = SenderSerializer()
    content = ContentSerializer()
    media_group_id = serializers.CharField(max_length=64, allow_blank=True, allow_null=True, default="")
    reply_to_message_id = BigIntegerField(allow_null=True, default=None)
    category = RowIdField(allow_null=True, default=None)

    def incoming(self) -> Incoming:
        """Return the validated body as the services take it."""
        body = self.validated_data
        return Incoming(
            source=Source(
                bot_id=body["bot_id"],
                chat_id=body["chat_id"],
                message_id=body["message_id"],
                media_group_id=body["media_group_id"] or "",
            ),
            sender=Sender(**body["sender"]),
            content=Content(**body["content"]),
            reply_to_message_id=body["reply_to_message_id"],
            category_id=body["category"],
        )


class ReceivedSerializer(serializers.Serializer[Any]):
    """What became of it."""

    message = RowIdField(source="message.pk")
    outcome = serializers.CharField(source="message.outcome")
    ticket = TicketRefSerializer(source="message.ticket", allow_null=True)
    actor = ActorSerializer()


class RawTextField(serializers.CharField):
    """Text that is kept whatever it holds: the place where an update goes that was refused everywhere else."""

    def to_internal_value(self, data: Any) -> str:
        """Put a mark in place of what cannot be kept, instead of refusing the rest with it."""
        return storable(super().to_internal_value(data))


class RawUpdateRequest(serializers.Serializer[Any]):
    """An update that could not be worked with."""

    bot_id = BigIntegerField(min_value=1)
    update_id = BigIntegerField()
    payload = RawTextField(max_length=1_000_000, trim_whitespace=False)
    error = RawTextField(max_length=10_000, allow_blank=True, default="")


class RawUpdateSerializer(serializers.Serializer[Any]):
    """Where it is kept, and whether it was copied into a conversation."""

    id = RowIdField()
    outcome = serializers.ChoiceField(choices=["kept", "copied"])


class StartRequest(serializers.Serializer[Any]):
    """A person pressed /start."""

    bot_id = BigIntegerField(min_value=1)
    sender = SenderSerializer()
    slug = serializers.CharField(max_length=64, allow_blank=True, default="")

    def sender_facts(self) -> Sender:
        """Return the person as the services take them."""
        return Sender(**self.validated_data["sender"])


class StartSerializer(serializers.Serializer[Any]):
    """What the person may do now."""

    outcome = serializers.ChoiceField(
        choices=["choose_category", "category_chosen", "opened", "ticket_open", "no_categories"]
    )
    categories = CategorySerializer(many=True)
    category = CategorySerializer(allow_null=True)
    ticket = TicketSerializer(allow_null=True)
    reopen = TicketRefSerializer(allow_null=True)
    waiting = serializers.IntegerField()
    # The desk's own words for a greeting; empty, the bot says its own.
    greeting = serializers.CharField()
    actor = ActorSerializer()
