"""A desk without a category could not take a question: the first migration makes one."""

from typing import Any

from django.db import migrations


def add_general(apps: Any, schema_editor: Any) -> None:
    category = apps.get_model("staff", "Category")
    if not category.objects.exists():
        category.objects.create(slug="general", name_uz="Umumiy", name_ru="Общее", name_en="General", order=1)


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_create_staff")]
    operations = [migrations.RunPython(add_general, migrations.RunPython.noop)]
