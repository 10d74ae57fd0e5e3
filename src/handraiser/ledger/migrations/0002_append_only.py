"""The ledger is append-only: the database refuses to change or delete an event."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""
BACK = "DROP TRIGGER ledger_append_only ON ledger_event; DROP FUNCTION ledger_refuse_change();"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0001_first")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]
