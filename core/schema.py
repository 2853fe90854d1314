"""What drf-spectacular cannot see for itself: the refusals, the token, the header of the acting person."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import serializers

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
