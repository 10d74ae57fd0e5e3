"""Triggers that give `staff_change` a new stamp whenever anything in the roster changes, whoever writes it."""

from typing import ClassVar

from django.db import migrations

FUNCTION = """
CREATE FUNCTION staff_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO staff_change (id, stamp) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp;
    RETURN NULL;
END $$;
"""

# A sign-in or a new password writes the user too, but changes nobody's roster; it must not wait for others.
USER_COLUMNS = (
    "email, full_name, role, team_id, manager_id, is_active, time_zone, hours, holiday_country, holiday_subdivision, "
    "weight, capacity, territories, joined_at"
)

TRIGGERS = f"""
CREATE TRIGGER staff_user_stamp AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF {USER_COLUMNS} ON staff_user
    FOR EACH STATEMENT EXECUTE FUNCTION staff_stamp();
CREATE TRIGGER staff_team_stamp AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE ON staff_team
    FOR EACH STATEMENT EXECUTE FUNCTION staff_stamp();
CREATE TRIGGER staff_absence_stamp AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE ON staff_absence
    FOR EACH STATEMENT EXECUTE FUNCTION staff_stamp();
"""

UNDO = """
DROP TRIGGER staff_user_stamp ON staff_user;
DROP TRIGGER staff_team_stamp ON staff_team;
DROP TRIGGER staff_absence_stamp ON staff_absence;
DROP FUNCTION staff_stamp();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("staff", "0001_first")]
    operations: ClassVar = [migrations.RunSQL(FUNCTION + TRIGGERS, UNDO)]
