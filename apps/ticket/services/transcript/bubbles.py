"""The messages of a conversation, each with all that its reader sees of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.admin.actors import Actor
from apps.ticket.models import Message, Ticket
from apps.ticket.services.contents import attachment_of
from apps.ticket.services.edits import DELETE_WINDOW
from apps.ticket.services.transcript.entries import Album, Bubble, Quote, Way
from core import clock

# Telegram edits neither of these, nor would new words be theirs.
WITHOUT_WORDS = (
    Message.Kind.STICKER,
    Message.Kind.VIDEO_NOTE,
    Message.Kind.LOCATION,
    Message.Kind.VENUE,
    Message.Kind.CONTACT,
    Message.Kind.OTHER,
)


def entries_of(
    messages: Sequence[Message], actor: Actor, ticket: Ticket, doors: Mapping[int, str], ways: Mapping[int, Way]
) -> list[Bubble | Album]:
    """Return the messages in order, with those of an album in one."""
    reader = _Reader(actor=actor, ticket=ticket)
    groups: dict[tuple[int | None, str], list[Bubble]] = {}
    for message in messages:
        bubble = reader.bubble(message, doors.get(message.pk, ""), ways.get(message.pk, Way()))
        group = (message.admin_id, message.media_group_id or f"alone {message.pk}")
        groups.setdefault(group, []).append(bubble)
    return [bubbles[0] if len(bubbles) == 1 else Album(bubbles=bubbles) for bubbles in groups.values()]


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Who looks at which ticket."""

    actor: Actor
    ticket: Ticket

    def bubble(self, message: Message, door: str, way: Way) -> Bubble:
        kind = Message.Kind(message.data.get("kind", message.kind) if message.is_note else message.kind)
        goes_out = message.admin is not None and not message.is_note
        is_own = self.actor.admin is not None and message.admin_id == self.actor.admin.pk
        is_standing = is_own and message.deleted_at is None
        return Bubble(
            message=message,
            author=author_of(message),
            is_staff=message.admin is not None,
            kind=kind,
            kind_name=str(kind.label),
            attachment=attachment_of(message),
            versions=list(message.versions.all()),
            quote=self._quote(message),
            door=door,
            way=way if goes_out else Way(),
            is_own=is_own,
            may_edit=is_standing and kind not in WITHOUT_WORDS,
            may_delete=is_standing and clock.now() - message.created_at <= DELETE_WINDOW,
        )

    def _quote(self, message: Message) -> Quote | None:
        """Return what the message replies to. Whoever asked reads no note, not even in a quote."""
        quoted = message.reply_to
        is_asker = self.actor.user is not None and self.actor.user.pk == self.ticket.user_id
        if quoted is None or (is_asker and quoted.is_note):
            return None
        return Quote(
            message=quoted.pk,
            author=author_of(quoted),
            text=quoted.text,
            kind_name=str(Message.Kind(quoted.kind).label),
        )


def author_of(message: Message) -> str:
    """Return who wrote it."""
    return message.admin.display_name if message.admin else str(message.user)
