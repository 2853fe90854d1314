"""Sample categories, an admin and a super admin for the playground. `make run` calls it there only."""

import os
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from apps.admin.models import Admin, Category
from apps.user.models import Language

CATEGORIES = [
    {"slug": "payments", "name_uz": "Toʻlovlar", "name_ru": "Платежи", "name_en": "Payments"},
    {"slug": "delivery", "name_uz": "Yetkazib berish", "name_ru": "Доставка", "name_en": "Delivery"},
]
DILNOZA, RUSTAM = 2001, 3001


class Command(BaseCommand):
    """Makes what is missing; run twice, it changes nothing."""

    help = "Makes the playground's sample categories and staff."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        for order, fields in enumerate(CATEGORIES, start=2):
            Category.objects.get_or_create(slug=fields["slug"], defaults={**fields, "order": order})
        dilnoza, is_new = Admin.objects.get_or_create(
            telegram_id=DILNOZA, defaults=_person("dilnoza", "Dilnoza", is_superuser=False)
        )
        if is_new:
            dilnoza.categories.set(Category.objects.all())
        rustam, _ = Admin.objects.get_or_create(
            telegram_id=RUSTAM, defaults=_person("rustam", "Rustam", is_superuser=True)
        )
        for person in (dilnoza, rustam):
            _let_in(person, os.environ.get("PLAYGROUND_PASSWORD", ""))


def _let_in(person: Admin, password: str) -> None:
    """The login that `make run` prints opens the site, whatever was there before."""
    if password and not person.check_password(password):
        person.set_password(password)
        person.save(update_fields=["password"])


def _person(username: str, first_name: str, *, is_superuser: bool) -> dict[str, Any]:
    return {
        "username": username,
        "first_name": first_name,
        "language": Language.UZ,
        "is_staff": True,
        "is_superuser": is_superuser,
        "password": "!",
    }
