"""Ratings on the wire."""

from typing import Any

from rest_framework import serializers

from core.fields import RowIdField


class RatingRequest(serializers.Serializer[Any]):
    """Which closing (the number that came with the notice of it), and how content the person was."""

    closing = RowIdField()
    value = serializers.IntegerField(min_value=1, max_value=5)


class RatingSerializer(serializers.Serializer[Any]):
    """A rating as it stands now."""

    id = RowIdField()
    closing = RowIdField(source="closing_id")
    ticket = RowIdField(source="ticket_id")
    number = serializers.IntegerField(source="ticket.number")
    value = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField(allow_null=True)
