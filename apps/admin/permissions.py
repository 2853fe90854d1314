"""Who may knock at which endpoint. What they see behind it is the querysets' business."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rest_framework.permissions import BasePermission

from apps.admin.actors import Actor

if TYPE_CHECKING:
    # DRF loads this module while its own views are half loaded: they are named for the types only.
    from rest_framework.request import Request
    from rest_framework.views import APIView


def actor_of(request: Request) -> Actor:
    """Return who acts in an authenticated request."""
    return cast(Actor, request.auth)


class IsActor(BasePermission):
    """Anybody with a valid token; the others here narrow it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.auth is not None and self.allows(actor_of(request))

    def allows(self, actor: Actor) -> bool:
        return True


class IsService(IsActor):
    """The bot itself, on nobody's behalf."""

    def allows(self, actor: Actor) -> bool:
        return actor.is_service


class IsPerson(IsActor):
    """A person: a user or an admin, through any door."""

    def allows(self, actor: Actor) -> bool:
        return not actor.is_service


class IsAdmin(IsActor):
    """An active admin, or the service."""

    def allows(self, actor: Actor) -> bool:
        return actor.is_service or actor.admin is not None


class IsAdminPerson(IsActor):
    """An active admin in person: acts that need a name."""

    def allows(self, actor: Actor) -> bool:
        return actor.admin is not None


class IsSuperAdmin(IsActor):
    """A super admin, or the service."""

    def allows(self, actor: Actor) -> bool:
        return actor.is_super
