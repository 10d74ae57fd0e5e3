"""Files stay small: one that passes 300 lines usually hides a second idea that wants a name and a place."""

from pathlib import Path

import pytest

from tests.house.source import Source, all_sources, snippet

LONGEST = 300

# May only get shorter, and a file that has become small enough must leave the list.
EXCEPTIONS: dict[str, int] = {}


def too_long(sources: list[Source]) -> list[str]:
    """The files over the limit, or over their own where they are excepted."""
    found = []
    for source in sources:
        lines = source.text.count("\n")
        limit = EXCEPTIONS.get(str(source.path), LONGEST)
        if lines > limit:
            found.append(f"{source.path}: {lines} lines, at most {limit}")
    return found


def test_no_file_hides_a_second_idea() -> None:
    assert too_long(all_sources()) == []


def test_the_exceptions_shrink() -> None:
    lines = {str(source.path): source.text.count("\n") for source in all_sources()}
    assert {path for path in EXCEPTIONS if lines.get(path, 0) <= LONGEST} == set()


@pytest.mark.parametrize(("lines", "complaints"), [(LONGEST, 0), (LONGEST + 1, 1)])
def test_the_check_finds_a_file_that_is_one_line_too_long(lines: int, complaints: int) -> None:
    assert len(too_long([Source(Path("score/step.py"), "x = 1\n" * lines)])) == complaints


def test_the_check_names_the_file() -> None:
    assert too_long([snippet("\n" * 301)]) == ["score/step.py: 301 lines, at most 300"]
