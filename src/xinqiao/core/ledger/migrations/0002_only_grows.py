"""The ledger only grows; and what the sealer needs to know about an entry.

The triggers stop accidents of the owner, TRUNCATE included; the program's own
role has no such right to begin with. `seq` is the order of insertion: two
entries about one row are inserted under that row's lock, so it is the order in
which they became true, whatever their clocks said. `tx` lets the sealer find
what committed late without looking at everything; `written` tells how long an
entry has been waiting.
"""

from django.db import migrations

COLUMNS = """
ALTER TABLE ledger_entry
    ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN tx bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    ADD COLUMN written timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX ledger_entry_tx ON ledger_entry (tx);
"""

NO_COLUMNS = "ALTER TABLE ledger_entry DROP COLUMN seq, DROP COLUMN tx, DROP COLUMN written;"

REFUSE = """
CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""

TABLES = ("ledger_entry", "ledger_link", "ledger_head")

TRIGGERS = "".join(
    f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();\n"
    for table in TABLES
)

NO_TRIGGERS = "".join(f"DROP TRIGGER {table}_only_grows ON {table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(COLUMNS, NO_COLUMNS),
        migrations.RunSQL(REFUSE, "DROP FUNCTION ledger_only_grows();"),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
