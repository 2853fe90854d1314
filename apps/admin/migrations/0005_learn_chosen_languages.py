"""Whoever of the staff chose a language in Telegram chose it for the site as well."""

from typing import Any

from django.db import migrations


def learn(apps: Any, editor: Any) -> None:
    chosen = apps.get_model("user", "TelegramUser").objects.filter(language_chosen=True)
    admins = apps.get_model("staff", "Admin").objects.exclude(telegram_id=None)
    admins.filter(telegram_id__in=chosen.values("telegram_id")).update(language_chosen=True)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0004_keep_chosen_language"),
        ("user", "0001_create_people"),
    ]

    operations = [migrations.RunPython(learn, migrations.RunPython.noop)]
