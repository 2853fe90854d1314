"""The playground's sample staff and categories are made once and left alone afterwards."""

import pytest
from django.core.management import call_command
from pytest_django import Settings

from apps.admin.models import Admin, Category


@pytest.mark.django_db
def test_seeding_twice_is_seeding_once(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("PLAYGROUND_PASSWORD", "a long enough password")
    call_command("seed_playground")
    Category.objects.filter(slug="payments").update(name_en="Money")
    call_command("seed_playground")

    assert Category.objects.get(slug="payments").name_en == "Money"
    dilnoza, rustam = Admin.objects.get(telegram_id=2001), Admin.objects.get(telegram_id=3001)
    assert (dilnoza.is_super_admin, rustam.is_super_admin) == (False, True)
    assert dilnoza.categories.count() == Category.objects.count()
    assert rustam.check_password("a long enough password")
