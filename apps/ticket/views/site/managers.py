"""Who may open the pages that manage the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from apps.admin.site import operator_of

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def for_super_admins(view: View[Rest]) -> View[Rest]:
    """Refuse everybody else, also where the page only shows a form."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not operator_of(request).is_super:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
