"""What all tests share: a PostgreSQL of their own and the settings on top of it.

The server lies in HANDRAISER_HOME/tests when HANDRAISER_HOME is set (kept, so that the next run starts
faster), else in a temporary folder that goes away. HANDRAISER_DATABASE_URL runs the same tests on an
outside server; the tests then use `test_<name>` there.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
import pytest
from hypothesis import settings

if "PYTEST_XDIST_WORKER" in os.environ:
    # One of several runners: the first process has chosen the folder for all of them.
    HOME = Path(os.environ["HANDRAISER_HOME"])
elif "HANDRAISER_HOME" in os.environ:
    HOME = Path(os.environ["HANDRAISER_HOME"]).absolute() / "tests"
else:
    HOME = Path(tempfile.mkdtemp(prefix="handraiser-tests-"))
    # Registered before the server registers its own stop, so it runs after it.
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)

# Every process that a test starts would compile all of Handraiser again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

os.environ["HANDRAISER_HOME"] = str(HOME)
os.environ["HANDRAISER_SECRET_KEY"] = "only for tests"
os.environ["DJANGO_SETTINGS_MODULE"] = "handraiser.config.settings"

# A deadline would measure the machine, not us.
settings.register_profile("handraiser", deadline=None)
settings.load_profile("handraiser")

# pytest-django looks for settings before this file is loaded, so we set Django up ourselves.
django.setup()
# Passwords are hashed slowly on purpose, and here for nothing.
django.conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the server before pytest-django makes the test database in it; each of several runners has its own."""
    from handraiser.config import database, embedded

    database.database_url(HOME)
    if database.VARIABLE not in os.environ:
        _forget_at_a_power_cut(embedded.server(HOME).url("postgres"))


def _forget_at_a_power_cut(url: str) -> None:
    """Nothing in this server outlives the run. What must be durable is tested on servers of its own (tests/faults)."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(autouse=True)
def no_behaviour_is_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """What really committed is emptied by pytest-django; but of behaviour, whose table is made by hand, it knows nothing."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker is not None and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE score_behaviour")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that it can run alone on another PostgreSQL (`-m database`)."""
    touching = {"db", "transactional_db", "django_db_setup", "live_server"}
    for item in items:
        if item.get_closest_marker("django_db") or touching & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """What was imported and collected stays, and is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
