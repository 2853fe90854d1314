"""Lets a backlog count all transfers of before without looking up each one's row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ticket", "0007_index_events_by_time")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("act", "transferred")),
                fields=["created_at"],
                include=("changes", "data"),
                name="event_of_transfers",
            ),
        ),
    ]
