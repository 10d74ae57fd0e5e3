"""As whom our PostgreSQL runs, and what that needs of the folders above it."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest

from handraiser.config import account
from handraiser.config.embedded import _programs

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
needs_ordinary = pytest.mark.skipif(os.geteuid() == 0, reason="root never runs PostgreSQL as itself")


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that only its owner may enter, as /root is."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    yield folder
    folder.chmod(0o700)


@needs_ordinary
def test_an_ordinary_user_runs_it_as_himself(tmp_path: Path) -> None:
    found = account.database_account(tmp_path / "postgres", _programs())
    assert found == account.Account(os.geteuid(), os.getegid(), change=False)
    assert found.for_subprocess() == {}


@needs_root
def test_root_runs_it_as_the_system_user_of_the_wheel(tmp_path: Path) -> None:
    found = account.database_account(tmp_path / "postgres", _programs())
    assert pwd.getpwuid(found.user_id).pw_name == account.NAME
    assert found.for_subprocess()["user"] == found.user_id != 0


@needs_root
def test_root_joins_an_instance_of_an_ordinary_user_as_that_user(tmp_path: Path) -> None:
    home = tmp_path / "home"
    data = home / "postgres"
    data.mkdir(parents=True)
    home.chmod(0o700)
    for path in (home, data):
        os.chown(path, 12345, 12345)
    found = account.database_account(data, _programs())
    assert (found.user_id, found.group_id, found.change) == (12345, 12345, True)


@needs_root
def test_a_closed_folder_of_root_is_opened_for_passing_through_and_no_more(
    closed: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (closed / "home").mkdir(mode=0o711)
    account.database_account(closed / "home" / "postgres", _programs())
    assert closed.stat().st_mode & 0o777 == 0o701
    assert str(closed) in caplog.text


@needs_root
def test_a_closed_folder_of_somebody_else_is_refused_with_what_to_do(closed: Path) -> None:
    (closed / "home").mkdir()
    os.chown(closed, 12345, 12345)
    with pytest.raises(PermissionError, match=f"chmod o\\+x {closed}"):
        account.database_account(closed / "home" / "postgres", _programs())
    assert closed.stat().st_mode & 0o777 == 0o700
