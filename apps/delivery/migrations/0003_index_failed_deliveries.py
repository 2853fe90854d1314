"""Lets what failed lately be counted without reading the whole outbox. The index is made beside the running desk."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("delivery", "0002_add_bot_processes_and_request_ids")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index("finished_at", name="delivery_failed", condition=models.Q(("state", "failed"))),
        ),
    ]
