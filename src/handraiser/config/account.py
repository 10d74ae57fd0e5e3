"""As whom our own PostgreSQL runs: as ourselves, or, since it refuses to run as root, as a system user."""

import logging
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "embedded_postgres"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """A system account, and whether a child process must change to it."""

    user_id: int
    group_id: int
    change: bool

    def for_subprocess(self) -> dict[str, Any]:
        """The arguments that make `subprocess.run` run as this account."""
        return {"user": self.user_id, "group": self.group_id, "extra_groups": []} if self.change else {}


def database_account(data: Path, programs: Path) -> Account:
    """The account for the server with this data folder, able to reach the folder and the programs.

    Raises PermissionError, saying what to do, where they cannot be reached.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), change=False)
    # Root joins an ordinary user's instance as that user.
    owner = data.stat() if data.exists() else None
    if owner and owner.st_uid != 0:
        found = Account(owner.st_uid, owner.st_gid, change=True)
    else:
        entry = _system_user()
        found = Account(entry.pw_uid, entry.pw_gid, change=True)
    _open_the_way(data, found)
    _open_the_way(programs / "postgres", found)
    _open_the_programs(programs)
    return found


def give(path: Path, owner: Account) -> None:
    """Make the path the account's own."""
    if owner.change:
        os.chown(path, owner.user_id, owner.group_id)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", None) or error
        raise PermissionError(
            f"PostgreSQL does not run as root, and the system user {NAME} could not be made ({detail}). "
            "Run Handraiser as an ordinary user, or set HANDRAISER_DATABASE_URL."
        ) from error
    return pwd.getpwnam(NAME)


def _open_the_way(path: Path, account: Account) -> None:
    """Let the account pass through (not list) root's own folders above the path, /root for example."""
    for folder in reversed(path.absolute().parents):
        state = folder.stat()
        needed = stat.S_IXUSR if state.st_uid == account.user_id else stat.S_IXOTH
        if state.st_mode & needed:
            continue
        if state.st_uid != 0:
            raise PermissionError(
                f"PostgreSQL runs as {_name(account)}, who may not pass through {folder}. "
                f"Run `chmod o+x {folder}`, or set HANDRAISER_HOME to a folder elsewhere."
            )
        folder.chmod(stat.S_IMODE(state.st_mode) | stat.S_IXOTH)
        if folder != path.absolute().parent:
            logger.warning("Let other users pass through %s, since PostgreSQL may not run as root.", folder)


def _name(account: Account) -> str:
    try:
        return pwd.getpwuid(account.user_id).pw_name
    except KeyError:
        return f"user {account.user_id}"


def _open_the_programs(programs: Path) -> None:
    """Let other accounts run the wheel's programs, where it was unpacked for root's eyes only."""
    needed = stat.S_IROTH | stat.S_IXOTH
    if (programs / "postgres").stat().st_mode & needed == needed:
        return
    wheel = programs.parent.parent
    for top in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        for path in (top, *top.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | needed if path.is_dir() or mode & stat.S_IXUSR else mode | stat.S_IROTH)
