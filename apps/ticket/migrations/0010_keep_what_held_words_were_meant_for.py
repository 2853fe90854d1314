"""Keeps which ticket an admin's held words were said to, so that no answer takes those of another along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ticket", "0009_add_priority_tags_and_saved_replies")]

    operations = [
        migrations.AddField(model_name="message", name="meant_for", field=models.BigIntegerField(null=True)),
    ]
