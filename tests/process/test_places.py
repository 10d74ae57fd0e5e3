"""A place is found again by its names, however much is written before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.process.places import find, place_on, section_of
from handraiser.process.ready import ready_text
from tests.cast import PROCESS

SMALL = PROCESS.read_text(encoding="utf-8")
READY = ready_text("b2b_saas")


def test_a_place_by_number_is_kept_by_name() -> None:
    named, line = find(SMALL, "stages[2].exit[0].says") or ("", 0)
    assert named == "stages[mql].exit[0].says"
    assert "says: Qualified." in SMALL.splitlines()[line - 1]


def test_a_named_place_moves_with_its_part() -> None:
    _, before = find(SMALL, "stages[mql]") or ("", 0)
    moved = SMALL.replace(
        "stages:\n", "stages:\n  - {key: new, title: New, definition: x, team: a, owner: b}\n"
    )
    assert find(moved, "stages[mql]") == ("stages[mql]", before + 1)


def test_what_shares_its_name_is_kept_by_number() -> None:
    second = READY.splitlines().index(
        "    - name: first_touch", READY.splitlines().index("    - name: first_touch") + 1
    )
    assert place_on(READY, second + 1) == "follow_up.clocks[1].name"
    assert find(READY, "follow_up.clocks[first_touch]") is None
    assert (find(READY, "follow_up.clocks[2]") or ("",))[0] == "follow_up.clocks[acceptance]"


@pytest.mark.parametrize(
    "place", ["stages[lost]", "stages[9]", "colour", "stages[mql].exit[7]", "[", "..", "1"]
)
def test_a_place_that_is_not_there_is_not_found(place: str) -> None:
    assert find(SMALL, place) is None


@pytest.mark.parametrize("place", ["", "grade"])
def test_the_section_of_a_place(place: str) -> None:
    assert section_of(place) == place
    assert section_of("stages[mql].exit[0]") == "stages"
    assert section_of("follow_up.clocks[first_touch]") == "follow_up"


@given(st.integers(1, len(READY.splitlines())))
def test_the_place_on_a_line_is_found_there_or_above(line: int) -> None:
    place = place_on(READY, line)
    if place:
        found = find(READY, place)
        assert found is not None
        assert found[0] == place
        assert found[1] <= line


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_asked_for(odd: str) -> None:
    assert find(SMALL, odd) is None or find(SMALL, odd)
    place_on(odd, 1)
