"""Who may open the pages that manage the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from apps.admin.site import operator_of

View = Callable[..., HttpResponse]


def for_super_admins(view: View) -> View:
    """Refuse everybody else, also where the page only shows a form."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not operator_of(request).is_super:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
