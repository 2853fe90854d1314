"""Figures on the wire."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from apps.admin.serializers import CategorySerializer
from apps.report.services.health import State
from apps.user.models import Language
from core.fields import RowIdField
from core.periods import PeriodQuery
from core.spreadsheets import FILE_KINDS

CHARTS = ["volume", "response", "ratings"]


class DurationsSerializer(serializers.Serializer[Any]):
    """How long it took, in seconds; null where nothing is measured."""

    n = serializers.IntegerField()
    mean = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)
    p90 = serializers.FloatField(allow_null=True)


class RatingsSerializer(serializers.Serializer[Any]):
    """How people rated; `values` says how often each of 1 to 5 was given."""

    n = serializers.IntegerField()
    mean = serializers.FloatField(allow_null=True)
    values = serializers.DictField(child=serializers.IntegerField())


class RatingResponseSerializer(serializers.Serializer[Any]):
    """How many closings were rated."""

    closed = serializers.IntegerField()
    rated = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)


class FiguresSerializer(serializers.Serializer[Any]):
    """All figures; by admin, what is nobody's act is null."""

    opened = serializers.IntegerField(allow_null=True)
    closed = serializers.IntegerField()
    reopened = serializers.IntegerField()
    reopen_rate = serializers.FloatField(allow_null=True)
    backlog = serializers.IntegerField(allow_null=True)
    first_response = DurationsSerializer()
    response = DurationsSerializer()
    resolution = DurationsSerializer()
    full_resolution = DurationsSerializer()
    messages_in = serializers.IntegerField(allow_null=True)
    messages_out = serializers.IntegerField()
    ratings = RatingsSerializer()
    rating_response = RatingResponseSerializer(allow_null=True)


class DaySerializer(serializers.Serializer[Any]):
    """One day of the period."""

    date = serializers.DateField()
    opened = serializers.IntegerField(allow_null=True)
    closed = serializers.IntegerField()
    reopened = serializers.IntegerField()
    backlog = serializers.IntegerField(allow_null=True, help_text="At the day's end.")
    messages_in = serializers.IntegerField(allow_null=True)
    messages_out = serializers.IntegerField()
    first_response = DurationsSerializer()
    response = DurationsSerializer()


class DaysSerializer(serializers.Serializer[Any]):
    """A period: its first and its last day."""

    to = serializers.DateField()

    def get_fields(self) -> dict[str, Any]:
        """Name the first day as the wire does: `from` is a word of Python's own."""
        return {"from": serializers.DateField(), **super().get_fields()}


class ReportedAdminSerializer(serializers.Serializer[Any]):
    """The admin whose acts are counted."""

    id = RowIdField()
    first_name = serializers.CharField()


class RowAdminSerializer(ReportedAdminSerializer):
    """An admin of a row, perhaps dismissed since."""

    is_active = serializers.BooleanField()


class CategoryRowSerializer(serializers.Serializer[Any]):
    """What happened in a category."""

    category = CategorySerializer()
    totals = FiguresSerializer()
    previous = FiguresSerializer()


class AdminRowSerializer(serializers.Serializer[Any]):
    """What an admin did."""

    admin = RowAdminSerializer()
    totals = FiguresSerializer()
    previous = FiguresSerializer()


@extend_schema_serializer(many=False)
class ReportSerializer(DaysSerializer):
    """A period's figures, those of the period before, and what they are made of."""

    before = DaysSerializer()
    time_zone = serializers.CharField()
    category = CategorySerializer(allow_null=True)
    admin = ReportedAdminSerializer(allow_null=True)
    totals = FiguresSerializer()
    previous = FiguresSerializer()
    by_day = DaySerializer(many=True)
    by_category = CategoryRowSerializer(many=True)
    by_admin = AdminRowSerializer(many=True)


class WorkSerializer(serializers.Serializer[Any]):
    """What was done in a time, and how soon and how well."""

    answered = serializers.IntegerField()
    closed = serializers.IntegerField()
    first_response = DurationsSerializer()
    ratings = RatingsSerializer()


class RecentRatingSerializer(serializers.Serializer[Any]):
    """A rating of one's own work."""

    ticket = RowIdField()
    number = serializers.IntegerField()
    value = serializers.IntegerField()
    comment = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


@extend_schema_serializer(many=False)
class ActivitySerializer(serializers.Serializer[Any]):
    """What an admin did: today and in seven days, today included; and the latest ratings of it."""

    today = WorkSerializer()
    week = WorkSerializer()
    recent_ratings = RecentRatingSerializer(many=True)


class ReportQuery(PeriodQuery):
    """Which days, and whose figures."""

    category = RowIdField(required=False)
    admin = RowIdField(required=False)


class ChartQuery(ReportQuery):
    """Which picture, in which language; one's own where none is named."""

    kind = serializers.ChoiceField(choices=CHARTS)
    language = serializers.ChoiceField(choices=Language.choices, required=False)


class ExportQuery(ReportQuery):
    """Which file, in which language; one's own where none is named."""

    file = serializers.ChoiceField(choices=FILE_KINDS)
    language = serializers.ChoiceField(choices=Language.choices, required=False)


class CheckSerializer(serializers.Serializer[Any]):
    """What a look at one part of the desk found; `problem` says by a code what is wrong."""

    name = serializers.CharField()
    state = serializers.ChoiceField(choices=list(State))
    problem = serializers.CharField(allow_blank=True)
    facts = serializers.DictField()


@extend_schema_serializer(many=False)
class HealthSerializer(serializers.Serializer[Any]):
    """How the desk fares: as bad as the worst of its parts."""

    state = serializers.ChoiceField(choices=list(State))
    checks = CheckSerializer(many=True)
