"""Search on the wire."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from apps.ticket.serializers.tickets import TicketSerializer
from apps.ticket.services.search.ranking import MOST
from core.fields import RowIdField


class SearchQuery(serializers.Serializer[Any]):
    """What is looked for, and which page of it."""

    q = serializers.CharField(help_text="2 to 200 letters: words, a name, a @username, or a ticket's number.")
    limit = serializers.IntegerField(min_value=1, max_value=50, default=20)
    offset = serializers.IntegerField(min_value=0, max_value=MOST, default=0)


class PartSerializer(serializers.Serializer[Any]):
    """A piece of a text; what was looked for is marked."""

    text = serializers.CharField(trim_whitespace=False)
    marked = serializers.BooleanField()


class SnippetSerializer(serializers.Serializer[Any]):
    """A piece of a message, at most 160 letters."""

    message = RowIdField()
    author = serializers.CharField()
    is_staff = serializers.BooleanField()
    note = serializers.BooleanField()
    at = serializers.DateTimeField()
    parts = PartSerializer(many=True)


class HitSerializer(serializers.Serializer[Any]):
    """A ticket that was found. `person` is there where the name holds what was looked for."""

    ticket = TicketSerializer()
    reason = serializers.ChoiceField(choices=["number", "person", "words", "similar"])
    snippets = SnippetSerializer(many=True)
    person = PartSerializer(many=True, allow_null=True)


@extend_schema_serializer(many=False)
class FoundSerializer(serializers.Serializer[Any]):
    """A page of what was found, best first."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = HitSerializer(many=True)
