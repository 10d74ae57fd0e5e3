"""Which PostgreSQL this instance uses: the one it is told, or its own in the data folder.

This is the whole interface; `config/embedded.py` is the one place that knows how our own is run.
"""

import os
import threading
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

from handraiser.config import embedded
from handraiser.config.embedded import DatabaseUnavailable

__all__ = ["DatabaseUnavailable", "database_url", "django_settings", "ensure_running", "keep_running"]

VARIABLE = "HANDRAISER_DATABASE_URL"
NAME = "handraiser"
OLDEST = 15


def database_url(home: Path) -> str:
    """The address of a database that answers; starts our own server where none is configured.

    Our own server runs until the last process that asked for it has ended.
    Raises DatabaseUnavailable: cannot start, cannot reach, too old, or not UTF-8.
    """
    url = os.environ.get(VARIABLE)
    if not url:
        server = embedded.server(home)
        server.join()
        _create_database(server.url("postgres"))
        url = server.url(NAME)
    _check(url)
    return url


def ensure_running(home: Path) -> bool:
    """Start our own server again if it died; True if it had to. An outside one is not our business."""
    return not os.environ.get(VARIABLE) and embedded.server(home).ensure_running()


def keep_running(home: Path, *, until: threading.Event, every: float = 1.0) -> threading.Thread:
    """Watch our own server from a background thread and start it again when it dies."""

    def watch() -> None:
        while not until.wait(every):
            try:
                ensure_running(home)
            except DatabaseUnavailable:
                # Told in the server's log; the next round tries again.
                continue

    thread = threading.Thread(target=watch, name="database-watch", daemon=True)
    thread.start()
    return thread


def django_settings(home: Path) -> dict[str, Any]:
    """Django's description of that database. Starts nothing, so that tools may read the settings."""
    url = os.environ.get(VARIABLE) or embedded.server(home).url(NAME)
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise DatabaseUnavailable(f"{VARIABLE} is not a PostgreSQL address: {error}") from error
    own = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options = {key: value for key, value in parts.items() if key not in own.values()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{ours: parts.get(theirs) or "" for ours, theirs in own.items()},
        "OPTIONS": {"connect_timeout": 5, "application_name": "handraiser", **options},
        # Connections live as long as their thread, and a dead one is replaced when next needed,
        # so a restart of PostgreSQL needs no restart of ours.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Whoever answers the door decides what is one transaction.
        "ATOMIC_REQUESTS": False,
    }


def _create_database(maintenance_url: str) -> None:
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            return
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            # Another process of ours was first.
            return


def _check(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.Error as error:
        raise DatabaseUnavailable(f"PostgreSQL does not answer: {str(error).strip()}") from error
    refuse_unfit(version=version, encoding=encoding)


def refuse_unfit(*, version: int, encoding: str | None) -> None:
    """Raise DatabaseUnavailable for a server that is too old or not UTF-8."""
    if version // 10_000 < OLDEST:
        raise DatabaseUnavailable(
            f"PostgreSQL {OLDEST} or newer is needed; the one at {VARIABLE} is {version // 10_000}."
        )
    if encoding != "UTF8":
        raise DatabaseUnavailable(f"The database must be in UTF8; the one at {VARIABLE} is in {encoding}.")
