"""The bot's work: outcomes of deliveries, and bytes of files."""

from typing import Any

from rest_framework import serializers

from apps.delivery.serializers import SentPartSerializer
from apps.delivery.services.outcomes import Outcome, Result, SentPart
from apps.ticket.services.outcomes import SentFile
from core.fields import BigIntegerField, RowIdField


class SentFileSerializer(serializers.Serializer[Any]):
    """The file_id of an upload that was sent the first time."""

    attachment = RowIdField()
    file_id = serializers.CharField(max_length=255)
    file_unique_id = serializers.CharField(max_length=64)


class OutcomeSerializer(serializers.Serializer[Any]):
    """What became of one attempt."""

    delivery = RowIdField()
    lease = serializers.UUIDField()
    result = serializers.ChoiceField(choices=[result.value for result in Result])
    messages = SentPartSerializer(many=True, required=False, default=list)
    files = SentFileSerializer(many=True, required=False, default=list)
    retry_after = serializers.IntegerField(min_value=0, max_value=24 * 3600, allow_null=True, default=None)
    error = serializers.CharField(max_length=10_000, allow_blank=True, default="")


class OutcomesRequest(serializers.Serializer[Any]):
    """A batch of reports."""

    bot_id = BigIntegerField(min_value=1)
    outcomes = serializers.ListField(child=OutcomeSerializer(), max_length=200)

    def reports(self) -> tuple[list[Outcome], list[SentFile]]:
        """Return the validated body as the services take it."""
        reports, files = [], []
        for item in self.validated_data["outcomes"]:
            reports.append(
                Outcome(
                    delivery_id=item["delivery"],
                    lease=item["lease"],
                    result=Result(item["result"]),
                    messages=[SentPart(**part) for part in item["messages"]],
                    retry_after=item["retry_after"] or 0,
                    error=item["error"],
                )
            )
            files += [
                SentFile(
                    attachment_id=file["attachment"], file_id=file["file_id"], file_unique_id=file["file_unique_id"]
                )
                for file in item["files"]
            ]
        return reports, files


class AttachmentSerializer(serializers.Serializer[Any]):
    """A file whose bytes are to be fetched. `size` is in bytes."""

    id = RowIdField()
    lease = serializers.UUIDField()
    file_id = serializers.CharField()
    file_name = serializers.CharField()
    size = BigIntegerField(allow_null=True)


class AttachmentsSerializer(serializers.Serializer[Any]):
    """Files to fetch."""

    attachments = AttachmentSerializer(many=True)


class HeldFileSerializer(serializers.Serializer[Any]):
    """A file that a bot has in hand."""

    attachment = RowIdField()
    lease = serializers.UUIDField()


class RenewFilesRequest(serializers.Serializer[Any]):
    """A bot needs longer for what it fetches."""

    leases = serializers.ListField(child=HeldFileSerializer(), max_length=200)


class LeaseQuery(serializers.Serializer[Any]):
    """The lease under which bytes are brought."""

    lease = serializers.UUIDField()


class FailureRequest(serializers.Serializer[Any]):
    """Why the bytes did not come."""

    lease = serializers.UUIDField()
    error = serializers.CharField(max_length=10_000, allow_blank=True, default="")
    final = serializers.BooleanField(default=False)
    too_large = serializers.BooleanField(default=False)
    returned = serializers.BooleanField(default=False)


class AnnouncedSerializer(serializers.Serializer[Any]):
    """How many tickets were announced once more."""

    announced = serializers.IntegerField()


class DoneSerializer(serializers.Serializer[Any]):
    """It was done."""

    id = RowIdField()
