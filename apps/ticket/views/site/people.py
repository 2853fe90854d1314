"""People at the site: one person's page, blocking them, and finding somebody by the beginning of a name."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.admin.forms import ReasonForm
from apps.admin.site import operator_of
from apps.ticket.services import blocking
from apps.ticket.services.listing import list_users
from apps.ticket.services.people import find_people
from apps.ticket.services.person_page import view_person
from apps.ticket.views.site.attempts import attempt, attempt_plainly, page
from apps.ticket.views.site.managers import for_super_admins
from core.errors import Invalid, NotFound

ONE = "admin:user_telegramuser_change"
OFFERED = 10


@require_GET
def person_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show a person."""
    return _page(request, user_id, ReasonForm())


@require_POST
def block(request: HttpRequest, user_id: int) -> HttpResponse:
    """Block a person, with a reason."""
    form, actor = ReasonForm(request.POST), operator_of(request)
    if attempt(form, lambda given: blocking.block_person(actor=actor, user_id=user_id, reason=given["reason"])):
        messages.success(request, _("Blocked."))
        return redirect(ONE, user_id)
    return _page(request, user_id, form)


@require_POST
def unblock(request: HttpRequest, user_id: int) -> HttpResponse:
    """Hear a person again."""
    actor = operator_of(request)
    attempt_plainly(request, lambda: blocking.unblock_person(actor=actor, user_id=user_id), _("Unblocked."))
    return redirect(ONE, user_id)


@require_GET
@for_super_admins
def suggest(request: HttpRequest) -> HttpResponse:
    """Offer the people whose names begin with what was typed."""
    people = list_users(actor=operator_of(request))
    try:
        found = list(find_people(within=people, words=request.GET.get("q", "")).order_by("-pk")[:OFFERED])
    except Invalid:
        found = []
    results = [
        {
            "telegram_id": str(person.telegram_id),
            "name": f"{person} · @{person.username}" if person.username else str(person),
        }
        for person in found
    ]
    return JsonResponse({"results": results})


def _page(request: HttpRequest, user_id: int, form: ReasonForm) -> HttpResponse:
    try:
        view = view_person(actor=operator_of(request), user_id=user_id)
    except NotFound:
        raise Http404 from None
    return page(request, "site/managing/person.html", str(view.person), view=view, person=view.person, form=form)
