"""What follows in the conversation from what the layers below it announce, in the same transaction."""

from dataclasses import replace
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from apps.admin.actors import SYSTEM, Actor, Door, operator
from apps.admin.attempts import was_turned_away
from apps.admin.models import Admin
from apps.admin.services.sign_in import BACKEND as LINK
from apps.admin.services.staff import meet_admin
from apps.admin.signals import access_changed, account_moved, acted
from apps.delivery.services.enqueue import enqueue, set_language_of_waiting
from apps.delivery.signals import reachability_changed
from apps.ticket.models import Event, Focus
from apps.ticket.services.announce import notice_to_admin, notice_to_user
from apps.ticket.services.contents import storable
from apps.ticket.services.facts import category_facts
from apps.ticket.services.journal import Changes, record
from apps.ticket.services.lifecycle import release_lost_tickets
from apps.user.models import TelegramUser
from apps.user.signals import language_chosen, person_changed, person_met

ACTS = {
    "appointed": Event.Act.APPOINTED,
    "changed": Event.Act.ACCESS_CHANGED,
    "dismissed": Event.Act.DISMISSED,
}
NOTICES = {"appointed": "appointed", "changed": "access_changed", "dismissed": "dismissed"}
# What is kept of a login that nobody has: a paste of a whole page is no login.
LONGEST_LOGIN = 150


def connect() -> None:
    """Listen; Django keeps the connection for the life of the process."""
    access_changed.connect(on_access_changed, dispatch_uid="ticket.access")
    account_moved.connect(on_account_moved, dispatch_uid="ticket.account")
    acted.connect(on_acted, dispatch_uid="ticket.acted")
    person_met.connect(on_person_met, dispatch_uid="ticket.person")
    person_changed.connect(on_person_changed, dispatch_uid="ticket.person_changed")
    language_chosen.connect(on_language_chosen, dispatch_uid="ticket.language")
    reachability_changed.connect(on_reachability_changed, dispatch_uid="ticket.reachability")
    user_logged_in.connect(on_signed_in, dispatch_uid="ticket.signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="ticket.signed_out")
    user_login_failed.connect(on_sign_in_failed, dispatch_uid="ticket.sign_in_failed")


def on_access_changed(*, admin: Admin, actor: Actor, change: str, changes: Changes, **kwargs: Any) -> None:
    """Tell the admin, note it, and release what they may no longer work on."""
    record(ACTS[change], actor, changes=changes, admin=admin.pk)
    categories = [category_facts(category) for category in admin.categories.all()]
    facts = {} if change == "dismissed" else {"categories": categories, "is_super_admin": admin.is_super_admin}
    if change == "dismissed":
        Focus.objects.filter(admin=admin).delete()
    release_lost_tickets(admin=admin)
    enqueue(notice_to_admin(admin, NOTICES[change], **facts))


def on_account_moved(*, admin: Admin, former: int | None, **kwargs: Any) -> None:
    """Tell both chats what that means for them. Nobody goes on holding a ticket that turns out to be their own."""
    Focus.objects.filter(admin=admin).delete()
    release_lost_tickets(admin=admin)
    left = TelegramUser.objects.filter(telegram_id=former).first() if former else None
    drafts = [notice_to_user(left, "dismissed")] if left else []
    categories = [category_facts(category) for category in admin.categories.all()]
    facts = {"categories": categories, "is_super_admin": admin.is_super_admin}
    enqueue(drafts + notice_to_admin(admin, "appointed", **facts))


def on_acted(*, act: str, actor: Actor | None, changes: Changes, data: dict[str, Any], **kwargs: Any) -> None:
    """Note what was done."""
    record(Event.Act(act), actor or SYSTEM, changes=changes, **data)


def on_person_met(*, user: TelegramUser, actor: Actor | None, **kwargs: Any) -> None:
    """Note it, and speak to an admin who was appointed before they ever wrote in the language that they read."""
    record(Event.Act.PERSON_ADDED, _by(actor, user), user=user.pk)
    if meet_admin(user=user):
        set_language_of_waiting(chat_id=user.telegram_id, language=user.language)


def on_person_changed(*, user: TelegramUser, actor: Actor | None, changes: Changes, **kwargs: Any) -> None:
    """Note what they are called now."""
    record(Event.Act.PERSON_CHANGED, _by(actor, user), changes=changes, user=user.pk)


def on_language_chosen(*, user: TelegramUser, actor: Actor | None, changes: Changes, **kwargs: Any) -> None:
    """Note the language."""
    record(Event.Act.LANGUAGE_CHOSEN, _by(actor, user), changes=changes, user=user.pk)


def on_reachability_changed(*, chat_id: int, reachable: bool, **kwargs: Any) -> None:
    """Note it of the person; a chat whose person never wrote is an admin's, or was never begun."""
    act = Event.Act.BOT_UNBLOCKED if reachable else Event.Act.BOT_BLOCKED
    user = TelegramUser.objects.filter(telegram_id=chat_id).first()
    admin = None if user else Admin.objects.filter(telegram_id=chat_id).first()
    record(act, Actor(door=Door.TELEGRAM, admin=admin, user=user, telegram_id=chat_id), chat=chat_id)


def on_signed_in(*, user: Admin, request: HttpRequest, **kwargs: Any) -> None:
    """Note who came to the site, and whether by a one-time link."""
    by_link = request.session[BACKEND_SESSION_KEY] == LINK
    facts: dict[str, Any] = {"way": "link"} if by_link else {}
    record(Event.Act.SIGNED_IN, operator(user, Door.SITE), **facts)


def on_signed_out(*, user: Admin | None, **kwargs: Any) -> None:
    """Note who left the site; a session that had run out leaves nobody."""
    if user is not None:
        record(Event.Act.SIGNED_OUT, operator(user, Door.SITE))


def on_sign_in_failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Note the login that was tried. Who tried it is not known: not even that it was its owner.

    Whoever is locked out is no longer noted: somebody who tries for ever must not fill the journal.
    """
    if was_turned_away(request):
        return
    login = storable(str(credentials.get("username", "")))[:LONGEST_LOGIN]
    record(Event.Act.SIGN_IN_FAILED, Actor(door=Door.SITE), login=login)


def _by(actor: Actor | None, user: TelegramUser) -> Actor:
    """Return who did it: the person in Telegram, unless somebody is named. Who is new is not in their actor yet."""
    if actor is None:
        return Actor(door=Door.TELEGRAM, user=user, telegram_id=user.telegram_id)
    return replace(actor, user=user) if actor.telegram_id == user.telegram_id else actor
