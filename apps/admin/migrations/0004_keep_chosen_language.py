from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_add_sign_in_links_and_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="admin",
            name="language_chosen",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
