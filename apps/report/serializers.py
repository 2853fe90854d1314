"""Counts on the wire."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers


class CountsSerializer(serializers.Serializer[Any]):
    """What was done in a time."""

    answered = serializers.IntegerField()
    closed = serializers.IntegerField()


@extend_schema_serializer(many=False)
class ActivitySerializer(serializers.Serializer[Any]):
    """What an admin did: today and in seven days, today included."""

    today = CountsSerializer()
    week = CountsSerializer()
