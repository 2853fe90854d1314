"""The staff and their categories on the wire."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from apps.admin.actors import Actor, Role
from apps.admin.models import Admin, Category
from apps.user.models import Language
from core.fields import RowIdField, TelegramIdField


class CategorySerializer(serializers.Serializer[Any]):
    """A category; in answers, a name that is missing falls back to another language."""

    id = RowIdField(read_only=True)
    slug = serializers.SlugField(max_length=50)
    name_uz = serializers.CharField(max_length=64, allow_blank=True, default="")
    name_ru = serializers.CharField(max_length=64, allow_blank=True, default="")
    name_en = serializers.CharField(max_length=64, allow_blank=True, default="")
    is_active = serializers.BooleanField(default=True)
    order = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Fill in the names that are missing."""
        answer = super().to_representation(instance)
        if isinstance(instance, Category):
            answer |= {f"name_{language}": instance.name(language) for language in Language.values}
        return answer


class CategoryQuery(serializers.Serializer[Any]):
    """Filters of the list of categories."""

    is_active = serializers.BooleanField(required=False, allow_null=True, default=None)


class MoveRequest(serializers.Serializer[Any]):
    """One place up or down in the list."""

    direction = serializers.ChoiceField(choices=["up", "down"])


class AdminSerializer(serializers.Serializer[Any]):
    """An admin."""

    id = RowIdField(read_only=True)
    telegram_id = TelegramIdField(allow_null=True)
    first_name = serializers.CharField(source="display_name")
    username = serializers.SerializerMethodField()
    language = serializers.ChoiceField(choices=Language.choices)
    categories = serializers.ListField(child=RowIdField(), source="category_ids")
    is_super_admin = serializers.BooleanField()
    is_permanent = serializers.BooleanField()
    is_active = serializers.BooleanField()
    has_started = serializers.SerializerMethodField()

    def get_username(self, admin: Admin) -> str:
        """Return the name that Telegram knows, empty where it has none."""
        return getattr(admin, "telegram_username", None) or ""

    def get_has_started(self, admin: Admin) -> bool:
        """Tell whether the person ever wrote to the bot: before that, nothing reaches them."""
        return getattr(admin, "telegram_username", None) is not None


class AppointRequest(serializers.Serializer[Any]):
    """Who is made an admin."""

    telegram_id = TelegramIdField()
    first_name = serializers.CharField(max_length=150, allow_blank=True, default="")
    categories = serializers.ListField(child=RowIdField(), default=list, max_length=200)
    is_super_admin = serializers.BooleanField(default=False)


class AdminChangeRequest(serializers.Serializer[Any]):
    """What is changed about an admin; what is left out stays."""

    categories = serializers.ListField(child=RowIdField(), required=False, max_length=200)
    is_super_admin = serializers.BooleanField(required=False)


class AdminQuery(serializers.Serializer[Any]):
    """Filters of the list of admins."""

    is_active = serializers.BooleanField(required=False, allow_null=True, default=None)


@extend_schema_serializer(many=False)
class ActorSerializer(serializers.Serializer[Any]):
    """Who somebody is: what the bot needs for its menus."""

    role = serializers.ChoiceField(choices=[role.value for role in Role])
    telegram_id = TelegramIdField(allow_null=True)
    first_name = serializers.SerializerMethodField()
    language = serializers.SerializerMethodField()
    language_chosen = serializers.SerializerMethodField()
    admin = serializers.SerializerMethodField()

    def get_first_name(self, actor: Actor) -> str:
        """Return the name that Telegram gives, or the staff's."""
        if actor.user:
            return actor.user.first_name
        return actor.admin.display_name if actor.admin else ""

    def get_language(self, actor: Actor) -> str | None:
        """Return the language that the person reads; null while the desk does not know them."""
        if actor.user:
            return actor.user.language
        # Staff who have not written to the bot yet read what Telegram says that they read.
        return actor.admin.language if actor.admin and actor.telegram_id is None else None

    def get_language_chosen(self, actor: Actor) -> bool:
        """Tell whether the person chose it."""
        return actor.user is not None and actor.user.language_chosen

    def get_admin(self, actor: Actor) -> int | None:
        """Return the admin's row id."""
        return actor.admin.pk if actor.admin else None


class SignInLinkSerializer(serializers.Serializer[Any]):
    """A one-time way into the site, and when it ends."""

    url = serializers.CharField()
    expires_at = serializers.DateTimeField()
