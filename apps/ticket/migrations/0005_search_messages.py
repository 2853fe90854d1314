"""Keeps the words of every message ready to be found, and a list of all words for those who mistype one."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# Russian's configuration takes Latin words for English: one pass stems both. Folded as they stand, the words find
# Uzbek ones in either script. Positions are not kept: nothing asks for neighbours, and the rows stay a third smaller.
WORDS = """
    CREATE FUNCTION yordam_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
        strip(
            to_tsvector('pg_catalog.russian'::regconfig, replace(yordam_plain($1), 'ё', 'е'))
            || to_tsvector('pg_catalog.simple'::regconfig, yordam_latin(yordam_plain($1)))
        )
"""
SEARCH = """
    ALTER TABLE ticket_message ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (yordam_words(text)) STORED
"""
# New messages wait in a list beside the index. A short one: whose message fills it waits while it is worked in.
INDEX = "CREATE INDEX message_by_words ON ticket_message USING gin (search) WITH (gin_pending_list_limit = 1024)"

# A word may stand twice: two writers at once then do not wait for each other, and nobody counts the rows.
LEARN = """
    CREATE FUNCTION learn_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO ticket_word (text)
        SELECT known.lexeme FROM unnest(tsvector_to_array(NEW.search)) AS known (lexeme)
        WHERE octet_length(known.lexeme) BETWEEN 3 AND 32
            AND octet_length(known.lexeme) = char_length(known.lexeme)
            AND NOT EXISTS (SELECT FROM ticket_word WHERE ticket_word.text = known.lexeme);
        RETURN NULL;
    END
    $$;
    CREATE TRIGGER message_words_are_learnt AFTER INSERT OR UPDATE OF text ON ticket_message
        FOR EACH ROW WHEN (NEW.text <> '') EXECUTE FUNCTION learn_words();
"""
FORGET = """
    DROP TRIGGER message_words_are_learnt ON ticket_message;
    DROP FUNCTION learn_words();
"""


class Migration(migrations.Migration):
    dependencies = [("ticket", "0004_protect_events"), ("user", "0002_fold_names")]

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION yordam_words(text)"),
        migrations.RunSQL(SEARCH, "ALTER TABLE ticket_message DROP COLUMN search"),
        migrations.RunSQL(INDEX, "DROP INDEX message_by_words"),
        migrations.CreateModel(
            name="MessageWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                (
                    "ticket",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ticket.ticket",
                    ),
                ),
            ],
            options={"db_table": "ticket_message", "managed": False},
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["text"], name="word_by_text"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["text"], name="word_by_parts", opclasses=["gin_trgm_ops"]
                    ),
                ]
            },
        ),
        migrations.RunSQL(LEARN, FORGET),
    ]
