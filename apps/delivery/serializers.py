"""The outbox on the wire."""

from typing import Any

from rest_framework import serializers

from apps.delivery.models import BotProcess, Delivery
from core.fields import BIGGEST, BigIntegerField, FactsField, RowIdField

# What is kept of Telegram's words about a webhook.
LONGEST_ERROR = 500


class LeaseRequest(serializers.Serializer[Any]):
    """A bot asks for work."""

    bot_id = BigIntegerField(min_value=1)
    limit = serializers.IntegerField(min_value=1, max_value=200, default=50)


class HeldLease(serializers.Serializer[Any]):
    """A chat that a bot has in hand."""

    chat_id = BigIntegerField()
    lease = serializers.UUIDField()


class RenewRequest(serializers.Serializer[Any]):
    """A bot needs longer for what it has in hand."""

    leases = serializers.ListField(child=HeldLease(), max_length=200)


class LostSerializer(serializers.Serializer[Any]):
    """The chats that belong to another by now, or to nobody."""

    lost = serializers.ListField(child=serializers.IntegerField())


class SentPartSerializer(serializers.Serializer[Any]):
    """One Telegram message that came of a row."""

    message_id = BigIntegerField()
    ref = RowIdField(allow_null=True, default=None)


class TargetSerializer(serializers.Serializer[Any]):
    """The earlier row that this one edits, deletes or brings up to date."""

    sent = SentPartSerializer(many=True)
    kind = serializers.CharField()
    data = FactsField()  # type: ignore[assignment]


class DeliverySerializer(serializers.Serializer[Any]):
    """A row as a bot gets it to send."""

    id = RowIdField()
    lease = serializers.UUIDField(source="chat.lease")
    chat_id = BigIntegerField()
    language = serializers.CharField()
    kind = serializers.ChoiceField(choices=Delivery.Kind.choices)
    data = FactsField()  # type: ignore[assignment]
    ticket = RowIdField(source="ticket_ref", allow_null=True)
    message = RowIdField(source="message_ref", allow_null=True)
    parts_done = serializers.IntegerField()
    sent = SentPartSerializer(many=True)
    target = TargetSerializer(allow_null=True)
    reply_to = serializers.SerializerMethodField()
    attempt = serializers.IntegerField(source="attempts")
    # What caused the row, as the logs name it.
    request_id = serializers.CharField()

    def get_reply_to(self, row: Delivery) -> int | None:
        """Return the message that it quotes in this chat: one that was there, or one that a row became."""
        if row.quotes is None:
            return row.reply_to_message_id
        wanted = row.data.get("quoted_ref")
        parts = [part["message_id"] for part in row.quotes.sent if wanted is None or part["ref"] == wanted]
        return parts[0] if parts else None


class DeliveriesSerializer(serializers.Serializer[Any]):
    """Rows to send, one per chat."""

    deliveries = DeliverySerializer(many=True)


class ReachabilityRequest(serializers.Serializer[Any]):
    """Telegram said that a person blocked the bot, or let it in again."""

    chat_id = BigIntegerField()
    reachable = serializers.BooleanField()


class WebhookFacts(serializers.Serializer[Any]):
    """How Telegram finds a bot's webhook."""

    is_ours = serializers.BooleanField()
    pending = serializers.IntegerField(min_value=0, max_value=BIGGEST, default=0)
    last_error = serializers.CharField(allow_blank=True, default="")
    last_error_at = serializers.DateTimeField(allow_null=True, default=None)

    def validate_last_error(self, value: str) -> str:
        """Cut what would be too long to read: a bot is not refused for Telegram's words."""
        return value[:LONGEST_ERROR]


class BotFacts(serializers.Serializer[Any]):
    """What only the bot can know. A newer bot may say more: that is left out."""

    webhook = WebhookFacts(allow_null=True, default=None)
    redis = serializers.ChoiceField(choices=["ok", "away", "unused"], default="unused")
    version = serializers.CharField(allow_blank=True, max_length=40, default="")


class BotReport(serializers.Serializer[Any]):
    """A bot says that it lives."""

    instance = serializers.UUIDField()
    bot_id = BigIntegerField(min_value=1)
    mode = serializers.ChoiceField(choices=BotProcess.Mode.choices)
    started_at = serializers.DateTimeField()
    facts = BotFacts()


class BotLeave(serializers.Serializer[Any]):
    """A bot says that it stops."""

    instance = serializers.UUIDField()


class AliveSerializer(serializers.Serializer[Any]):
    """How many processes of a bot are alive."""

    alive = serializers.IntegerField()
