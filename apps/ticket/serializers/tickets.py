"""Tickets on the wire. The services make the facts; these classes say their shape."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from apps.admin.actors import Actor, Door
from apps.admin.serializers import CategorySerializer
from apps.ticket.models import Ticket
from apps.ticket.services.blocking import REASON_LIMIT
from apps.ticket.services.facts import ticket_facts
from apps.ticket.services.labels import LONGEST_TAG, PRIORITIES
from core.fields import RowIdField


class TicketRefSerializer(serializers.Serializer[Any]):
    """A ticket by its row id and the number that people see."""

    id = RowIdField()
    number = serializers.IntegerField()


class PersonSerializer(serializers.Serializer[Any]):
    """The person who asked."""

    id = RowIdField()
    telegram_id = serializers.IntegerField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    username = serializers.CharField()
    language = serializers.CharField()
    is_blocked = serializers.BooleanField(help_text="Blocked by the desk.")


class AdminRefSerializer(serializers.Serializer[Any]):
    """An admin by name."""

    id = RowIdField()
    first_name = serializers.CharField(source="display_name")


class AdminFactsSerializer(serializers.Serializer[Any]):
    """The same, within a ticket's facts."""

    id = RowIdField()
    first_name = serializers.CharField()


class TicketSerializer(serializers.Serializer[Any]):
    """A ticket as the acting person sees it."""

    id = RowIdField()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Ticket.Status.choices)
    user = RowIdField()
    category = RowIdField()
    admin = RowIdField(allow_null=True)
    waiting_since = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    taken_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    reopened_at = serializers.DateTimeField(allow_null=True)
    last_message_at = serializers.DateTimeField()
    previous = RowIdField(allow_null=True)
    rating = serializers.IntegerField(allow_null=True, help_text="The latest one, 1 to 5.")
    last_text = serializers.CharField()
    priority = serializers.ChoiceField(choices=list(PRIORITIES))
    tags = serializers.ListField(child=serializers.CharField(), help_text="For the staff; empty for whoever asked.")
    user_detail = PersonSerializer()
    category_detail = CategorySerializer()
    admin_detail = AdminFactsSerializer(allow_null=True)
    actions = serializers.ListField(child=serializers.CharField(), help_text="What the acting person may do now.")

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Turn a ticket into its facts first."""
        if isinstance(instance, Ticket):
            reader: Actor = self.context.get("actor") or Actor(door=Door.API, is_service=True)
            instance = ticket_facts(instance, reader)
        return super().to_representation(instance)


class TicketQuery(serializers.Serializer[Any]):
    """Filters of the list of tickets. `box` is one of the bot's lists; `own` is what the acting person asked."""

    box = serializers.ChoiceField(choices=["own", "mine", "new", "waiting", "closed", "all"], required=False)
    status = serializers.ChoiceField(choices=Ticket.Status.choices, required=False)
    category = RowIdField(required=False)
    admin = RowIdField(required=False)
    user = RowIdField(required=False)
    priority = serializers.ChoiceField(choices=list(PRIORITIES), required=False)
    tag = serializers.CharField(max_length=LONGEST_TAG, required=False)
    search = serializers.CharField(max_length=200, required=False)


class MyTicketsQuery(serializers.Serializer[Any]):
    """Whose tickets: an admin's."""

    admin_id = RowIdField()


class UserTicketsQuery(serializers.Serializer[Any]):
    """Whose tickets: a user's."""

    user_id = RowIdField()


class TicketRequest(serializers.Serializer[Any]):
    """A new ticket."""

    user = RowIdField()
    category = RowIdField()
    text = serializers.CharField(max_length=4096, allow_blank=True, default="")


class AssignRequest(serializers.Serializer[Any]):
    """Who gets the ticket."""

    admin = RowIdField()


class TransferRequest(serializers.Serializer[Any]):
    """Where the ticket goes: to a category, or to an admin."""

    category = RowIdField(required=False)
    admin = RowIdField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Want exactly one of the two."""
        if len(attrs) != 1:
            raise serializers.ValidationError({"category": ["Name a category or an admin, not both."]})
        return attrs


class BlockRequest(serializers.Serializer[Any]):
    """Why the one who asked is blocked; they are not told it."""

    reason = serializers.CharField(max_length=REASON_LIMIT)


class UnblockedSerializer(serializers.Serializer[Any]):
    """The ticket, and how many messages its asker wrote in vain."""

    ticket = TicketSerializer()
    kept = serializers.IntegerField()


class PriorityRequest(serializers.Serializer[Any]):
    """How urgent it is."""

    priority = serializers.ChoiceField(choices=list(PRIORITIES))


class TagsRequest(serializers.Serializer[Any]):
    """All tags that the ticket is to have."""

    tags = serializers.ListField(child=serializers.CharField(max_length=LONGEST_TAG, allow_blank=True), max_length=50)


class TransferTargetsSerializer(serializers.Serializer[Any]):
    """Where the ticket may go."""

    categories = CategorySerializer(many=True)
    admins = AdminRefSerializer(many=True)


class FocusRequest(serializers.Serializer[Any]):
    """What the admin types from now on."""

    mode = serializers.ChoiceField(choices=["answer", "note"], default="answer")
    takeover = serializers.BooleanField(default=False)


@extend_schema_serializer(many=False)
class FocusSerializer(serializers.Serializer[Any]):
    """Which ticket the admin is writing into; null for none."""

    ticket = TicketSerializer(allow_null=True)
    mode = serializers.ChoiceField(choices=["answer", "note"], allow_null=True)


class ShowRequest(serializers.Serializer[Any]):
    """Which page of the history: before that message, or the latest."""

    before = RowIdField(allow_null=True, default=None)


class ShownSerializer(serializers.Serializer[Any]):
    """How much is on its way, and where the earlier page begins."""

    count = serializers.IntegerField()
    more = RowIdField(allow_null=True)


class CardRequest(serializers.Serializer[Any]):
    """The message of one's own chat that shows the card; null sends a new card."""

    bot_id = RowIdField(allow_null=True, default=None)
    message_id = RowIdField(allow_null=True, default=None)


class ChooseCategoryRequest(serializers.Serializer[Any]):
    """Where what waits belongs."""

    category = RowIdField()


class ChosenSerializer(serializers.Serializer[Any]):
    """What became of the choice."""

    outcome = serializers.ChoiceField(choices=["opened", "category_chosen", "ticket_open"])
    ticket = TicketSerializer(allow_null=True)
    category = CategorySerializer()


class PendingAnswerRequest(serializers.Serializer[Any]):
    """Which ticket the held words answer."""

    ticket = RowIdField()
    takeover = serializers.BooleanField(default=False)
    reopen = serializers.BooleanField(default=False)


class AskedSerializer(serializers.Serializer[Any]):
    """What became of words that are asked as a user."""

    outcome = serializers.ChoiceField(choices=["waiting", "opened", "stored"])
    ticket = TicketSerializer(allow_null=True)


class CountSerializer(serializers.Serializer[Any]):
    """How many."""

    count = serializers.IntegerField()
