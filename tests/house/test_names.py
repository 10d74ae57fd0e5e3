"""A file is named for what it holds; a drawer for everything has no name."""

from pathlib import Path

import pytest

from tests.house.source import Source, all_sources, folders, package_sources

DRAWERS = {
    "service",
    "services",
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "managers",
    "signals",
}


def drawers(sources: list[Source]) -> list[str]:
    """Files and folders named like a drawer."""
    return [
        str(source.path)
        for source in sources
        if DRAWERS & {part.removesuffix(".py") for part in source.path.parts}
    ]


def without_front_door(sources: list[Source]) -> list[str]:
    """Folders of the package whose `__init__.py` does not say what the room is for."""
    fronts = [
        source for source in sources if source.path.name == "__init__.py" and len(source.path.parts) == 2
    ]
    return [source.room for source in fronts if not source.text.lstrip().startswith('"""')]


def test_no_file_is_a_drawer() -> None:
    assert drawers(all_sources()) == []


@pytest.mark.parametrize("path", ["score/utils.py", "common/clean.py", "tests/helpers.py", "lead/service.py"])
def test_the_check_finds_a_drawer(path: str) -> None:
    assert drawers([Source(Path(path), "")]) == [path]


def test_every_room_says_what_it_is_for_at_its_front_door() -> None:
    assert without_front_door(package_sources()) == []


def test_the_check_finds_a_room_that_says_nothing() -> None:
    silent, telling = (
        Source(Path("score/__init__.py"), ""),
        Source(Path("route/__init__.py"), '"""Owners."""\n'),
    )
    assert without_front_door([silent, telling]) == ["score"]


def test_tests_mirror_the_tree() -> None:
    tested = {source.path.parts[1] for source in all_sources() if source.path.parts[0] == "tests"}
    own = {"house", "conftest.py", "cast.py", "waiting.py", "test_document.py", "test_flow.py", "test_due.py"}
    # Tests that cross rooms: whole journeys, pages in a browser, the worst days.
    crossing = {"journey", "browser", "faults", "acts"}
    assert {name for name in tested if name not in {*folders(), *own, *crossing}} == set()
