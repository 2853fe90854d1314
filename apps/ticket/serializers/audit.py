"""Events on the wire."""

from typing import Any

from rest_framework import serializers

from apps.admin.actors import Door
from apps.ticket.models import Event
from apps.ticket.serializers.tickets import AdminRefSerializer, TicketRefSerializer
from apps.ticket.services.audit import Filters
from apps.user.models import Language
from core.fields import FactsField, RowIdField
from core.periods import PeriodQuery
from core.spreadsheets import FILE_KINDS


class UserRefSerializer(serializers.Serializer[Any]):
    """A person by name."""

    id = RowIdField()
    first_name = serializers.CharField()


class EventSerializer(serializers.Serializer[Any]):
    """Who did what, when, through which door, from what to what."""

    id = RowIdField()
    act = serializers.ChoiceField(choices=Event.Act.choices)
    door = serializers.ChoiceField(choices=[door.value for door in Door])
    ticket = TicketRefSerializer(allow_null=True)
    category = RowIdField(source="category_id", allow_null=True)
    admin = AdminRefSerializer(allow_null=True)
    user = UserRefSerializer(allow_null=True)
    changes = FactsField()
    data = FactsField()  # type: ignore[assignment]
    created_at = serializers.DateTimeField()


class EventQuery(PeriodQuery):
    """Which events; without days, those of all times."""

    act = serializers.ChoiceField(choices=Event.Act.choices, required=False)
    door = serializers.ChoiceField(choices=[door.value for door in Door], required=False)
    admin = RowIdField(required=False)
    user = RowIdField(required=False)
    ticket = RowIdField(required=False)
    category = RowIdField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Leave the period out where no day is named."""
        return super().validate(attrs) if {"from", "to"} & attrs.keys() else attrs

    def filters(self) -> Filters:
        """Return the validated query as the services take it."""
        wanted = self.validated_data
        return Filters(**{name: wanted[name] for name in Filters.__dataclass_fields__ if name in wanted})


class EventExportQuery(EventQuery):
    """The same as a file."""

    file = serializers.ChoiceField(choices=FILE_KINDS)
    language = serializers.ChoiceField(choices=Language.choices, required=False)
