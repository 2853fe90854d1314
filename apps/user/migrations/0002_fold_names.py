"""Teaches the database to fold letters that search takes for one, and keeps everybody's names folded.

Bodies after RETURN are read when they are made: they hold whatever `search_path` a restore or a copy runs with.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

# What ends a word; the parser of PostgreSQL would take "Salom.Pul" for the name of a computer.
SEPARATORS = '!"#$%&()*+,-./:;<=>?@[\\]^_{|}~«»“”„–—…•·№\u00a0\t\r\n'
# Apostrophes of every keyboard, accents of their own and what is not seen: they are no part of a word's spelling.
DROPPED = "'`´ʹʻʼʽ‘’‛′\u0300\u0301\u0306\u0307\u00ad\u200b\u200c\u200d\ufeff"
# One letter for one: Cyrillic as Uzbek writes it in Latin, and a Latin letter for its accented ones.
SINGLE = {
    "абвгдезийклмнопрстуфхцыэжўғқҳієїґәөүұңһ": "abvgdeziyklmnoprstufxsiejogqhieigaouunh",
    "óòôöõōǵğḡáàâäãåāéèêëēíìîïīıúùûüūñńýž": "oooooogggaaaaaaaeeeeeiiiiiiuuuuunnyz",
}
PAIRS = {"ш": "sh", "щ": "sh", "ч": "ch", "ю": "yu", "я": "ya", "ё": "yo", "ş": "sh", "ç": "ch"}
# What is written both ways within Uzbek itself: етказиб/yetkazib, лицензия/litsenziya.
SPELLINGS = {"ye": "e", "ts": "s"}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _folded() -> str:
    expression = "yordam_plain($1)"
    for letter, pair in PAIRS.items():
        expression = f"replace({expression}, {_quoted(letter)}, {_quoted(pair)})"
    expression = f"translate({expression}, {_quoted(''.join(SINGLE) + 'ъь')}, {_quoted(''.join(SINGLE.values()))})"
    for spelling, letter in SPELLINGS.items():
        expression = f"replace({expression}, {_quoted(spelling)}, {_quoted(letter)})"
    return expression


FUNCTION = "CREATE FUNCTION {name}(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN {body}"
PLAIN = FUNCTION.format(
    name="yordam_plain",
    body=f"translate(lower(normalize($1, NFC)), {_quoted(SEPARATORS + DROPPED)}, {_quoted(' ' * len(SEPARATORS))})",
)
FOLD = FUNCTION.format(name="yordam_fold", body=_folded())

# A blank before and after: a name's beginning is found by '% be%', a whole one by '% whole %'.
NAMES = """
    ALTER TABLE user_telegramuser ADD COLUMN names text NOT NULL GENERATED ALWAYS AS (
        ' ' || yordam_fold(first_name || ' ' || last_name || ' ' || username) || ' '
    ) STORED;
    CREATE INDEX person_by_names ON user_telegramuser USING gin (names gin_trgm_ops);
"""


def _statement(make: str, unmake: str) -> migrations.RunSQL:
    # Without parameters: a percent sign stands for itself.
    return migrations.RunSQL([(make, None)], [(unmake, None)])


class Migration(migrations.Migration):
    dependencies = [("user", "0001_create_people")]

    operations = [
        TrigramExtension(),
        _statement(PLAIN, "DROP FUNCTION yordam_plain(text)"),
        _statement(FOLD, "DROP FUNCTION yordam_fold(text)"),
        _statement(NAMES, "ALTER TABLE user_telegramuser DROP COLUMN names"),
        migrations.CreateModel(
            name="PersonNames",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("names", models.TextField()),
            ],
            options={"db_table": "user_telegramuser", "managed": False},
        ),
    ]
