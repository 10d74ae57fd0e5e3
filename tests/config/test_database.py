"""Our own PostgreSQL: shared, found again, and started again."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from handraiser.config import database, embedded
from handraiser.config.database import DatabaseUnavailable
from tests.waiting import PATIENCE

# Joins the server, says so, and leaves when told.
USER = """
import sys
from pathlib import Path
from handraiser.config import database
print(database.database_url(Path(sys.argv[1])), flush=True)
sys.stdin.readline()
"""


class User:
    """A process that uses the server of a data folder."""

    def __init__(self, home: Path) -> None:
        environment = {key: value for key, value in os.environ.items() if key != database.VARIABLE}
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def leave(self) -> None:
        self.process.communicate("\n", timeout=PATIENCE)
        assert self.process.returncode == 0

    def is_killed(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def no_outside_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(database.VARIABLE, raising=False)


@pytest.fixture(scope="module")
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def home(first_home: Path) -> Iterator[Path]:
    yield first_home
    embedded.Server(first_home).stop()


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def server_process(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().split()[0])


def kill_server(home: Path) -> None:
    process = psutil.Process(server_process(home))
    process.kill()
    process.wait(PATIENCE)


def test_the_server_runs_while_anyone_uses_it_and_stops_with_the_last(home: Path) -> None:
    first, second = User(home), User(home)
    assert first.url == second.url
    first.leave()
    assert answers(second.url)
    second.leave()
    assert not answers(second.url)
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_a_server_left_over_by_a_killed_process_is_taken_up_and_stopped_in_the_end(home: Path) -> None:
    killed = User(home)
    killed.is_killed()
    assert answers(killed.url)
    before = server_process(home)
    next_one = User(home)
    assert server_process(home) == before
    next_one.leave()
    assert not answers(next_one.url)


def test_a_killed_process_no_longer_counts_as_a_user(home: Path) -> None:
    killed, other = User(home), User(home)
    killed.is_killed()
    assert answers(other.url)
    other.leave()
    assert not answers(other.url)


def test_a_killed_server_is_started_again_with_what_was_committed(home: Path) -> None:
    user = User(home)
    with psycopg.connect(user.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (name text)")
        connection.execute("INSERT INTO kept VALUES ('Anna Weber')")
    kill_server(home)
    assert database.ensure_running(home)
    with psycopg.connect(user.url) as connection:
        assert connection.execute("SELECT name FROM kept").fetchone() == ("Anna Weber",)
    assert not database.ensure_running(home)
    user.leave()


def test_the_watch_starts_a_killed_server_again_by_itself(home: Path) -> None:
    user = User(home)
    before = server_process(home)
    enough = threading.Event()
    watch = database.keep_running(home, until=enough, every=0.05)
    kill_server(home)
    for _ in range(PATIENCE * 10):
        if answers(user.url) and server_process(home) != before:
            break
        enough.wait(0.1)
    enough.set()
    watch.join(PATIENCE)
    assert answers(user.url)
    assert server_process(home) != before
    user.leave()


def test_nobody_starts_the_server_while_it_is_being_stopped(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pg_ctl waits for the lock file to go, for ever if a server newly started writes another in time.
    user = User(home)
    before = server_process(home)
    watch = threading.Thread(target=embedded.Server(home).ensure_running)
    waited = []
    control = embedded.Server._control

    def stop(server: embedded.Server, action: str, *arguments: str) -> None:
        control(server, action, *arguments)
        watch.start()
        watch.join(1)
        waited.append(watch.is_alive())

    with monkeypatch.context() as patched:
        patched.setattr(embedded.Server, "_control", stop)
        embedded.Server(home).stop()
    watch.join(PATIENCE)
    assert waited == [True]
    assert answers(user.url)
    assert server_process(home) != before
    user.leave()


def test_a_lock_file_that_names_another_program_is_not_taken_for_the_server(home: Path) -> None:
    user = User(home)
    lock = (home / "postgres" / "postmaster.pid").read_text()
    user.is_killed()
    embedded.Server(home).stop()
    # As after a restart of the machine: the same file, and the id is somebody else's.
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getppid()}\n{lock.split(chr(10), 1)[1]}")
    next_one = User(home)
    assert answers(next_one.url)
    next_one.leave()


def test_a_first_start_that_was_killed_in_the_middle_does_not_spoil_the_next(tmp_path: Path) -> None:
    half_made = tmp_path / "postgres.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    user = User(tmp_path)
    assert answers(user.url)
    user.leave()


def test_a_long_path_with_spaces_and_accents_works(tmp_path: Path) -> None:
    home = tmp_path / ("long " * 12) / "Büro, München's"
    user = User(home)
    assert answers(user.url)
    with psycopg.connect(user.url) as connection:
        assert Path(connection.info.host) == embedded.server(home).socket_folder() != home / "postgres"
    user.leave()
    assert not embedded.server(home).socket_folder().exists()


@pytest.mark.parametrize("name", ['say "hello"', "$HOME", "`id`", "back\\slash"])
def test_a_path_that_a_shell_would_read_otherwise_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="may not contain"):
        database.database_url(tmp_path / name)


def test_our_server_never_gives_up_durability(home: Path) -> None:
    user = User(home)
    with psycopg.connect(user.url) as connection:
        found = {
            name: connection.info.parameter_status(name) or connection.execute(f"SHOW {name}").fetchone()
            for name in ("fsync", "synchronous_commit", "server_encoding", "max_connections")
        }
    user.leave()
    expected = {
        "fsync": ("on",),
        "synchronous_commit": ("on",),
        "server_encoding": "UTF8",
        "max_connections": ("100",),
    }
    assert found == expected


def test_an_outside_server_that_does_not_answer_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(database.VARIABLE, f"postgresql://anna@/nowhere?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable, match="PostgreSQL does not answer"):
        database.database_url(tmp_path)
    assert not (tmp_path / "postgres").exists()


def test_an_outside_server_is_not_ours_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.VARIABLE, "postgresql://db.northwind-robotics.com/handraiser")
    assert not database.ensure_running(tmp_path)


def test_an_address_that_is_none_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.VARIABLE, "mysql and so on")
    with pytest.raises(DatabaseUnavailable, match="not a PostgreSQL address"):
        database.django_settings(tmp_path)


def test_an_address_with_everything_reaches_django_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        database.VARIABLE,
        "postgresql://anna:s%40cret@db.kestrel.com:6432/leads?sslmode=require&connect_timeout=9",
    )
    settings = database.django_settings(tmp_path)
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("anna", "s@cret", "db.kestrel.com")
    assert (settings["PORT"], settings["NAME"]) == ("6432", "leads")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["connect_timeout"] == "9"


@pytest.mark.parametrize(("version", "encoding"), [(150_000, "UTF8"), (180_006, "UTF8")])
def test_a_server_from_15_on_in_utf8_will_do(version: int, encoding: str) -> None:
    database.refuse_unfit(version=version, encoding=encoding)


def test_an_old_server_is_refused_with_its_version() -> None:
    with pytest.raises(DatabaseUnavailable, match=r"15 or newer is needed.* is 14"):
        database.refuse_unfit(version=140_012, encoding="UTF8")


def test_another_encoding_is_refused_by_name() -> None:
    with pytest.raises(DatabaseUnavailable, match="LATIN1"):
        database.refuse_unfit(version=150_001, encoding="LATIN1")
