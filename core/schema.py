"""The description of the API, and what drf-spectacular cannot see for itself: refusals, token, the acting person."""

from functools import cache
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.encoding import force_bytes
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.request import Request

from core.fields import FactsField


class RefusalSerializer(serializers.Serializer[Any]):
    """Every refusal of the API."""

    code = serializers.CharField(help_text="Stable; programs decide by it.")
    detail = serializers.CharField(help_text="English, for the programmer.")
    # The wire says "fields" and "data"; DRF has properties of those names.
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    data = FactsField(required=False, help_text="Facts for the words.")  # type: ignore[assignment]


def refusals(*statuses: int) -> dict[int, Any]:
    """Return the documented refusals of an endpoint, for extend_schema."""
    return dict.fromkeys(statuses, RefusalSerializer)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Documents the token."""

    target_class = "apps.admin.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Describe the header as OpenAPI wants it."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token <API_TOKEN>`, with `X-Telegram-Id` for the acting person; or an operator's token.",
        }


class SchemaView(SpectacularAPIView):
    """Gives the description to anybody. It follows from the code alone and is made once.

    Making it takes longer than storing twenty messages: whoever asks again and again would keep everybody waiting.
    """

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return it in the form that was asked for."""
        renderer = request.accepted_renderer
        answer = HttpResponse(described(renderer.format), content_type=f"{renderer.media_type}; charset=utf-8")
        answer.headers["Content-Disposition"] = f'inline; filename="yordam.{renderer.format}"'
        return answer


@cache
def described(form: str) -> bytes:
    """Return the description as `json` or `yaml`; its words are English for whoever asks."""
    renderer = OpenApiJsonRenderer() if form == "json" else OpenApiYamlRenderer()
    with translation.override("en"):
        facts = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        return force_bytes(renderer.render(facts, renderer_context={}))
