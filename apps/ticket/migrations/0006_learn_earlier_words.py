"""Learns the words of the messages that were there before the list of words was."""

from django.db import migrations

EARLIER = """
    INSERT INTO ticket_word (text)
    SELECT DISTINCT known.lexeme
    FROM ticket_message, unnest(tsvector_to_array(search)) AS known (lexeme)
    WHERE octet_length(known.lexeme) BETWEEN 3 AND 32 AND octet_length(known.lexeme) = char_length(known.lexeme)
"""


class Migration(migrations.Migration):
    dependencies = [("ticket", "0005_search_messages")]

    operations = [migrations.RunSQL(EARLIER, "TRUNCATE ticket_word")]
