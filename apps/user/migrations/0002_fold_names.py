"""Teaches the database to fold letters that search takes for one, and keeps everybody's names folded.

Bodies after RETURN are read when they are made, and the other calls nothing of ours: a restore, which looks into no
schema by itself, can run them.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

# What ends a word. PostgreSQL's parser would take "Salom.Pul" for a computer's name.
SEPARATORS = r"""[]!"#$%&()*+,./:;<=>?@[\\^_{|}~«»“”„…•—–-]"""
# Apostrophes of every keyboard, accents of their own and what is not seen: they are no part of a word's spelling.
DROPPED = "['`´ʹʻʼʽ‘’‛′\u0300\u0301\u0306\u0307\u00ad\u200b-\u200d\ufeff]"
# A letter may come as two characters: й as и and a breve.
COMPOSED = "CASE WHEN $1 ~ '[\u0300-\u036f]' THEN normalize($1, NFC) ELSE $1 END"
# Cyrillic as Uzbek writes it in Latin, and a Latin letter for its accented ones.
PAIRS = {"ш": "sh", "щ": "sh", "ч": "ch", "ю": "yu", "я": "ya", "ё": "yo"}
CYRILLIC = ("абвгдезийклмнопрстуфхцыэжўғқҳієїґәөүұңһъь", "abvgdeziyklmnoprstufxsiejogqhieigaouunh")
ACCENTED = ("óòôöõōǵğḡáàâäãåāéèêëēíìîïīıúùûüūñńýžşç", "oooooogggaaaaaaaeeeeeiiiiiiuuuuunnyzsc")
# What is written both ways within Uzbek itself: етказиб/yetkazib, лицензия/litsenziya.
SPELLINGS = {"ye": "e", "ts": "s"}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _replaced(expression: str, letters: dict[str, str]) -> str:
    for letter, other in letters.items():
        expression = f"replace({expression}, {_quoted(letter)}, {_quoted(other)})"
    return expression


def _translated(letters: tuple[str, str]) -> str:
    return f"translate(folded, {_quoted(letters[0])}, {_quoted(letters[1])})"


PLAIN = f"""
    CREATE FUNCTION yordam_plain(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
        regexp_replace(regexp_replace(lower({COMPOSED}), {_quoted(DROPPED)}, '', 'g'), {_quoted(SEPARATORS)}, ' ', 'g')
"""
# Latin words are done when their apostrophes are gone: most of the work is left out for them.
LATIN = f"""
    CREATE FUNCTION yordam_latin(plain text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
    DECLARE
        folded text := plain;
    BEGIN
        IF octet_length(folded) > char_length(folded) THEN
            folded := {_replaced("folded", PAIRS)};
            folded := {_translated(CYRILLIC)};
        END IF;
        IF octet_length(folded) > char_length(folded) THEN
            folded := {_translated(ACCENTED)};
        END IF;
        RETURN {_replaced("folded", SPELLINGS)};
    END
    $$
"""
FOLD = """
    CREATE FUNCTION yordam_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN yordam_latin(yordam_plain($1))
"""

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
        _statement(LATIN, "DROP FUNCTION yordam_latin(text)"),
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
