"""A version's number grows until it is published; its text, once out of draft, never changes."""

from typing import ClassVar

from django.db import migrations

KEEP = """
CREATE OR REPLACE FUNCTION process_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'process version % is out of draft and is kept for ever', OLD.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'draft'
        OR (NEW.id, NEW.process, NEW.text, NEW.digest, NEW.created_at, NEW.created_by_id, NEW.based_on_id,
            NEW.revision)
            IS DISTINCT FROM
            (OLD.id, OLD.process, OLD.text, OLD.digest, OLD.created_at, OLD.created_by_id, OLD.based_on_id,
            OLD.revision)
        OR (OLD.published_at IS NOT NULL AND (NEW.number, NEW.note, NEW.published_at, NEW.published_by_id)
            IS DISTINCT FROM (OLD.number, OLD.note, OLD.published_at, OLD.published_by_id))
    THEN
        RAISE EXCEPTION 'process version % is out of draft and cannot change', OLD.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("process", "0003_life")]
    operations: ClassVar = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
