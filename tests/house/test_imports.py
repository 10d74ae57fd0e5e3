"""The River: imports flow down, and rooms are strangers to each other (import-linter reads it from pyproject.toml)."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.source import ROOT, folders


def layers() -> list[str]:
    """Every layer and room that the contract names."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return [name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contract over the package below `root`."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = {"PYTHONPATH": str(root / "src"), "PATH": str(program.parent), "NO_COLOR": "1"}
    command = [str(program), "--no-cache", "--config", str(root / "pyproject.toml")]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def small_river(tmp_path: Path) -> Path:
    """An empty package with all rooms, under the real contract."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "src" / "handraiser"
    for name in ["", *layers()]:
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").touch()
    return tmp_path


def test_imports_flow_down_the_river() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_an_empty_river_keeps_the_contract(small_river: Path) -> None:
    result = lint(small_river)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("score", "route"),
        ("lead", "capture"),
        ("connectors", "enrich"),
        ("flow", "web"),
        ("kit", "lead"),
        ("web", "config"),
        ("ledger", "lead"),
    ],
)
def test_the_contract_finds_an_import_against_the_stream(
    small_river: Path, importer: str, imported: str
) -> None:
    (small_river / "src" / "handraiser" / importer / "step.py").write_text(f"import handraiser.{imported}\n")
    result = lint(small_river)
    assert result.returncode == 1
    assert f"handraiser.{importer}.step -> handraiser.{imported}" in result.stdout


def test_the_contract_finds_a_folder_that_nobody_placed(small_river: Path) -> None:
    (small_river / "src" / "handraiser" / "billing").mkdir()
    (small_river / "src" / "handraiser" / "billing" / "__init__.py").touch()
    result = lint(small_river)
    assert result.returncode == 1
    assert "billing" in result.stdout


def test_every_folder_has_its_place_in_the_river() -> None:
    assert set(folders()) <= set(layers())
