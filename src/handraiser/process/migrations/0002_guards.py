"""A version out of draft cannot change, whoever writes; and one way to small letters for conditions."""

from typing import ClassVar

from django.db import migrations

IMMUTABLE = """
CREATE FUNCTION process_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'process version % is out of draft and is kept for ever', OLD.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'draft'
        OR (NEW.id, NEW.process, NEW.number, NEW.text, NEW.digest, NEW.note, NEW.created_at, NEW.created_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.process, OLD.number, OLD.text, OLD.digest, OLD.note, OLD.created_at, OLD.created_by_id)
        OR (OLD.published_at IS NOT NULL AND (NEW.published_at, NEW.published_by_id)
            IS DISTINCT FROM (OLD.published_at, OLD.published_by_id))
    THEN
        RAISE EXCEPTION 'process version % is out of draft and cannot change', OLD.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER process_version_kept BEFORE UPDATE OR DELETE ON process_version
    FOR EACH ROW EXECUTE FUNCTION process_keep_version();
"""

CHANGEABLE = """
DROP TRIGGER process_version_kept ON process_version;
DROP FUNCTION process_keep_version();
"""

# Small letters must come out the same in PostgreSQL and in Polars, whatever the language of the database: by
# Unicode's full mapping, in which Σ at the end of a word becomes ς. 18 and newer bring it, the others have ICU's.
# A server with neither (older than 18 and built without ICU) gets the simple mapping, which differs in Σ and İ.
SMALL_LETTERS = """
DO $do$
DECLARE
    known CONSTANT text[] := ARRAY['pg_unicode_fast', 'und-x-icu', 'pg_c_utf8', 'C.utf8', 'C.UTF-8', 'en_US.utf8'];
    chosen text;
BEGIN
    SELECT quote_ident(collname) INTO chosen
    FROM pg_collation
    WHERE collname = ANY(known) AND collencoding IN (-1, pg_char_to_encoding('UTF8'))
    ORDER BY array_position(known, collname::text)
    LIMIT 1;
    EXECUTE format(
        $sql$CREATE FUNCTION process_lower(written text) RETURNS text
            LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
            RETURN lower(written COLLATE %s)$sql$,
        coalesce(chosen, '"default"')
    );
END $do$;
"""

NO_SMALL_LETTERS = "DROP FUNCTION process_lower(text);"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("process", "0001_first")]
    operations: ClassVar = [
        migrations.RunSQL(IMMUTABLE, CHANGEABLE),
        migrations.RunSQL(SMALL_LETTERS, NO_SMALL_LETTERS),
    ]
