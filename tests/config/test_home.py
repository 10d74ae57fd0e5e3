"""The data folder and the signing key in it."""

import stat
import threading
from pathlib import Path

import pytest

from handraiser.config.home import ensure_secret_key, home, secret_key


@pytest.fixture(autouse=True)
def no_given_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDRAISER_SECRET_KEY", raising=False)


def test_the_data_folder_is_the_one_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDRAISER_HOME", str(tmp_path / "instance"))
    assert home() == tmp_path / "instance"
    monkeypatch.setenv("HANDRAISER_HOME", "relative")
    assert home() == Path.cwd() / "relative"


def test_unnamed_it_lies_with_the_data_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDRAISER_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home() == tmp_path / "handraiser"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home() == tmp_path / ".local" / "share" / "handraiser"


def test_the_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    ensure_secret_key(folder)
    key = secret_key(folder)
    assert len(key) >= 50
    ensure_secret_key(folder)
    assert secret_key(folder) == key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_a_given_key_wins_and_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDRAISER_SECRET_KEY", "given")
    ensure_secret_key(tmp_path / "instance")
    assert secret_key(tmp_path / "instance") == "given"
    assert not (tmp_path / "instance").exists()


def test_asking_for_the_key_makes_none(tmp_path: Path) -> None:
    assert secret_key(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    seen: list[str] = []
    together = threading.Barrier(8)

    def start() -> None:
        together.wait()
        ensure_secret_key(tmp_path)
        seen.append(secret_key(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
    assert len(seen) == 8
