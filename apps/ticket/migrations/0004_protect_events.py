"""Lets the database refuse to change or delete an event, whoever asks."""

from django.db import migrations

PROTECT = """
    CREATE FUNCTION refuse_to_change_an_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'events are immutable: % of event % is refused', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END
    $$;
    CREATE TRIGGER event_is_immutable BEFORE UPDATE OR DELETE ON ticket_event
        FOR EACH ROW EXECUTE FUNCTION refuse_to_change_an_event();
"""

RELEASE = """
    DROP TRIGGER event_is_immutable ON ticket_event;
    DROP FUNCTION refuse_to_change_an_event();
"""


class Migration(migrations.Migration):
    dependencies = [("ticket", "0003_measure_earlier_events")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
