"""Tickets as facts: the one shape that the API answers with and that deliveries carry."""

from typing import Any

from apps.admin.actors import Actor, Door
from apps.admin.models import Admin, Category
from apps.ticket.models import Ticket
from apps.ticket.services.contents import iso
from apps.ticket.transitions import actions_for


def category_facts(category: Category) -> dict[str, Any]:
    """Return a category with a name in every language."""
    return {
        "id": category.pk,
        "slug": category.slug,
        "name_uz": category.name("uz"),
        "name_ru": category.name("ru"),
        "name_en": category.name("en"),
        "is_active": category.is_active,
        "order": category.order,
    }


def admin_facts(admin: Admin | None) -> dict[str, Any] | None:
    return {"id": admin.pk, "first_name": admin.display_name} if admin else None


def priority_name(priority: int) -> str:
    """Return how a priority is called on the wire."""
    return Ticket.Priority(priority).name.lower()


def ticket_facts(ticket: Ticket, reader: Actor) -> dict[str, Any]:
    """Return a ticket as that reader sees it; `actions` is what they may do with it now.

    Priority and tags are the staff's own words: whoever asked reads the usual ones instead.
    """
    user = ticket.user
    is_asker = reader.user is not None and reader.user.pk == user.pk
    return {
        "id": ticket.pk,
        "number": ticket.number,
        "status": ticket.status,
        "user": user.pk,
        "category": ticket.category_id,
        "admin": ticket.admin_id,
        "waiting_since": iso(ticket.waiting_since),
        "created_at": iso(ticket.created_at),
        "taken_at": iso(ticket.taken_at),
        "closed_at": iso(ticket.closed_at),
        "reopened_at": iso(ticket.reopened_at),
        "last_message_at": iso(ticket.last_message_at),
        "previous": ticket.previous_id,
        "rating": ticket.rating,
        "last_text": ticket.last_text,
        "priority": priority_name(Ticket.Priority.NORMAL if is_asker else ticket.priority),
        "tags": [] if is_asker else ticket.tag_names,
        "user_detail": {
            "id": user.pk,
            "telegram_id": user.telegram_id,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "username": user.username,
            "language": user.language,
            "is_blocked": user.is_blocked,
        },
        "category_detail": category_facts(ticket.category),
        "admin_detail": admin_facts(ticket.admin),
        "actions": actions_for(ticket, reader),
    }


def facts_for_admin(ticket: Ticket, admin: Admin) -> dict[str, Any]:
    """Return a ticket as a delivery to that admin carries it."""
    return ticket_facts(ticket, Actor(door=Door.SYSTEM, admin=admin))


def ticket_ref(ticket: Ticket | None) -> dict[str, int] | None:
    """Return what a button needs to name a ticket."""
    return {"id": ticket.pk, "number": ticket.number} if ticket else None
