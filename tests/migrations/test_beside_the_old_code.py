"""A migration runs before the new code does: the code of the version before goes on reading and writing beside it."""

from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import IntegrityError, ProgrammingError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

from tests.api.desk import build_desk
from tests.migrations.landed import LANDED, LAST
from tests.system.processes import ROOT

# An index that is made in the ordinary way keeps everybody from writing until it is done.
LOCKS = ["CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX", "REINDEX"]
# Nothing may be changed or deleted in it: a row is written once more instead of anew.
WRITTEN_ONCE = {"ticket_event"}
WRITTEN_MOST = {"delivery_chat", "delivery_delivery", "ticket_ticket", "ticket_message", "ticket_attachment"}


def later_migrations() -> list[tuple[str, str]]:
    loader = MigrationLoader(connection)
    return sorted((app, name) for app, name in loader.disk_migrations if app in LANDED and name not in LANDED[app])


def test_what_has_landed_is_still_there(db: None) -> None:
    known = set(MigrationLoader(connection).disk_migrations)
    assert {(app, name) for app, names in LANDED.items() for name in names} <= known


def test_every_app_of_ours_is_looked_at(db: None) -> None:
    ours = {app for app, _ in MigrationLoader(connection).disk_migrations if app in {"report", *LANDED}}
    assert ours == set(LANDED)


@pytest.mark.django_db(transaction=True)
def test_later_migrations_are_safe_beside_the_old_code(capsys: pytest.CaptureFixture[str]) -> None:
    linter = MigrationLinter(
        str(ROOT),
        include_apps=list(LANDED),
        ignore_name=[name for names in LANDED.values() for name in names],
        warnings_as_errors_tests=LOCKS,
        analyser_string="postgresql",
        no_cache=True,
    )
    linter.lint_all_migrations()
    assert not linter.has_errors, capsys.readouterr().out
    assert linter.nb_total - linter.nb_ignored == len(later_migrations()), "Each of them was looked at."


def sql_of(operation: Operation, *, atomic: bool = True) -> list[str]:
    """Return what the linter would see of a migration with this one operation."""
    migration = migrations.Migration("unsafe", "delivery")
    migration.operations, migration.atomic = [operation], atomic
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
        return [line for line in editor.collected_sql if not line.startswith("--")]


UNSAFE: list[tuple[Operation, str]] = [
    (migrations.RemoveField("delivery", "error"), "DROP_COLUMN"),
    (migrations.RenameField("delivery", "error", "words"), "RENAME_COLUMN"),
    (migrations.DeleteModel("BotProcess"), "DROP_TABLE"),
    (migrations.RenameModel("BotProcess", "Process"), "RENAME_TABLE"),
    (migrations.AddField("delivery", "size", models.IntegerField(default=1)), "NOT_NULL"),
    (migrations.AlterField("delivery", "error", models.IntegerField()), "ALTER_COLUMN"),
    (migrations.AddConstraint("chat", models.UniqueConstraint(fields=["due_at"], name="once")), "ADD_UNIQUE"),
    (migrations.AddIndex("chat", models.Index(fields=["due_at"], name="an_index")), "CREATE_INDEX"),
]
SAFE: list[Operation] = [
    migrations.AddField("delivery", "size", models.IntegerField(null=True)),
    migrations.AddField("delivery", "size", models.IntegerField(default=1, db_default=1)),
    AddIndexConcurrently("chat", models.Index(fields=["due_at"], name="an_index")),
]


@pytest.mark.parametrize(("operation", "code"), UNSAFE, ids=[code for _, code in UNSAFE])
@pytest.mark.django_db(transaction=True)
def test_what_is_unsafe_is_found(operation: Operation, code: str) -> None:
    errors, _, warnings = analyse_sql_statements(PostgresqlAnalyser, sql_of(operation))
    found = [issue.code for issue in errors] + [issue.code for issue in warnings if issue.code in LOCKS]
    assert code in found


@pytest.mark.parametrize("operation", SAFE, ids=["nullable", "with a default of the database", "concurrently"])
@pytest.mark.django_db(transaction=True)
def test_what_is_safe_is_let_through(operation: Operation) -> None:
    errors, _, warnings = analyse_sql_statements(PostgresqlAnalyser, sql_of(operation, atomic=False))
    assert [issue.code for issue in (*errors, *warnings)] == []


def models_of_the_last_version() -> list[Any]:
    old = MigrationLoader(connection).project_state(LAST).apps
    found = [model for app in LANDED for model in old.get_app_config(app).get_models()]
    # What the database itself writes is only read by anybody.
    return [model for model in found if model._meta.managed]


def write_again(model: Any) -> bool:
    """Read a row and write it anew, as the old code does: with the columns that it knows. False where there is none."""
    row = model._base_manager.first()
    if row is None:
        return False
    if model._meta.db_table in WRITTEN_ONCE:
        row.pk = None
    else:
        row.save(force_update=True)
        model._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)
    row.save(force_insert=True)
    return True


def test_the_last_version_reads_and_writes_in_the_newest_schema(db: None) -> None:
    build_desk()
    written = {model._meta.db_table for model in models_of_the_last_version() if write_again(model)}
    assert written >= WRITTEN_MOST
    connection.check_constraints()


@pytest.mark.parametrize(
    "harm",
    [
        "ALTER TABLE delivery_delivery ADD COLUMN surprise int NOT NULL DEFAULT 1;"
        "ALTER TABLE delivery_delivery ALTER COLUMN surprise DROP DEFAULT",
        "ALTER TABLE delivery_delivery DROP COLUMN error",
        "ALTER TABLE delivery_delivery RENAME COLUMN error TO words",
    ],
)
def test_a_schema_in_which_the_last_version_cannot_write_is_found(db: None, harm: str) -> None:
    build_desk()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(harm)
    [delivery] = [model for model in models_of_the_last_version() if model._meta.db_table == "delivery_delivery"]
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        write_again(delivery)
