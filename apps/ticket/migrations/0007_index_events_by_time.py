"""Lets the journal be read backwards from any day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ticket", "0006_learn_earlier_words")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(models.F("created_at"), models.F("id"), name="event_by_time"),
        ),
    ]
