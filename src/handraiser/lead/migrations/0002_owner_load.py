"""The trigger that keeps `lead_owner_load`: how many open leads each owner has."""

from typing import ClassVar

from django.db import migrations

# One statement, one count: a bulk insert of ten thousand leads touches each owner's row once.
FUNCTION = """
CREATE FUNCTION lead_count_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lead_owner_load (owner_id, open_leads)
    SELECT owner_id, sum(change) FROM (
        {changes}
    ) changes
    GROUP BY owner_id HAVING sum(change) <> 0
    ORDER BY owner_id
    ON CONFLICT (owner_id) DO UPDATE SET open_leads = lead_owner_load.open_leads + EXCLUDED.open_leads;
    RETURN NULL;
END $$;
"""
GONE = "SELECT owner_id, -1 AS change FROM gone WHERE owner_id IS NOT NULL AND ended_at IS NULL"
COME = "SELECT owner_id, 1 AS change FROM come WHERE owner_id IS NOT NULL AND ended_at IS NULL"


def _function(verb: str, changes: str) -> str:
    return FUNCTION.replace("lead_count_load", f"lead_count_load_{verb}").format(changes=changes)


FORWARD = (
    _function("insert", COME)
    + _function("update", f"{GONE} UNION ALL {COME}")
    + _function("delete", GONE)
    + """
CREATE TRIGGER lead_load_insert AFTER INSERT ON lead_lead REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION lead_count_load_insert();
CREATE TRIGGER lead_load_update AFTER UPDATE ON lead_lead REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION lead_count_load_update();
CREATE TRIGGER lead_load_delete AFTER DELETE ON lead_lead REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION lead_count_load_delete();
"""
)
BACK = "".join(
    f"DROP TRIGGER lead_load_{verb} ON lead_lead; DROP FUNCTION lead_count_load_{verb}();"
    for verb in ("insert", "update", "delete")
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("lead", "0001_first")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]
