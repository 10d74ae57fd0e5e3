"""The documents know every folder, command and setting, and no others."""

import re

import pytest

from tests.house.source import ROOT, Source, folders, package_sources, snippet

SETTING = re.compile(r"\bHANDRAISER_[A-Z_]+\b")


def document(name: str) -> str:
    return (ROOT / name).read_text()


def missing_folders(text: str, names: list[str]) -> list[str]:
    """Folders that a text does not name with a slash behind, as in `score/`."""
    return [name for name in names if f"{name}/" not in text]


def settings_in(sources: list[Source]) -> set[str]:
    """Every environment variable of ours that the code names."""
    return {name for source in sources for name in SETTING.findall(source.text)}


@pytest.mark.parametrize("name", ["README.md", "docs/tour.md"])
def test_every_folder_is_introduced(name: str) -> None:
    assert missing_folders(document(name), folders()) == []


def test_the_check_finds_a_folder_that_nobody_introduced() -> None:
    assert missing_folders("`score/` gives points", ["route", "score"]) == ["route"]


def test_every_command_is_documented_as_it_is() -> None:
    from handraiser.cli.reference import reference

    assert document("docs/commands.md") == reference(), "run `make docs`"


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    documented = set(SETTING.findall(document("docs/operations.md")))
    assert documented == settings_in(package_sources())


def test_the_check_sees_a_setting() -> None:
    assert settings_in([snippet('os.environ.get("HANDRAISER_MOOD")')]) == {"HANDRAISER_MOOD"}


def test_decisions_are_numbered_without_gaps_and_say_why() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    for path in decisions:
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in path.read_text(), path.name


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert broken == []
