"""What search reads: the words of each message as the database keeps them, and every word that was ever written."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from apps.ticket.models.ticket import Ticket


class MessageWords(models.Model):
    """A message's row as search reads it.

    The column `search` is the database's own (migration `search_messages`). It is no field of Message, so that
    whoever reads or stores a message does not carry its words along.
    """

    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, null=True, related_name="+")
    kind = models.CharField(max_length=10)
    deleted_at = models.DateTimeField(null=True)
    search = SearchVectorField()

    class Meta:
        managed = False
        db_table = "ticket_message"

    def __str__(self) -> str:
        return f"words of message {self.pk}"


class Word(models.Model):
    """A word that stands in some message, folded: what a mistyped one may have meant. A trigger writes the rows."""

    text = models.CharField(max_length=32)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # The trigger asks for each word of a new message whether it is known.
            models.Index(fields=["text"], name="word_by_text"),
            GinIndex(fields=["text"], name="word_by_parts", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.text
