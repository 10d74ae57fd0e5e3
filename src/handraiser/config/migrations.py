"""Run pending migrations, one process at a time."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Any number, so long as it stays the same: all processes of an instance queue for it.
LOCK = 7_420_177


def apply_pending() -> bool:
    """Bring the database to the shape of this code; True if there was anything to do.

    An advisory lock makes processes that start together take turns: the first one works, the
    others find nothing left.
    """
    if not _pending():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return True


def _pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
