"""The stages of a version find their place in another."""

from hypothesis import given
from hypothesis import strategies as st

from handraiser.process.mapping import propose

SIX = {
    "suspect": "Suspect",
    "prospect": "Prospect",
    "mql": "Marketing qualified lead",
    "sal": "Sales accepted lead",
    "sql": "Sales qualified lead",
    "customer": "Customer",
}
KEYS = st.dictionaries(
    st.text("abcde", min_size=1, max_size=3), st.text("xyz ", min_size=1, max_size=12), min_size=1, max_size=7
)


def test_the_same_key_stays_where_it_is() -> None:
    assert propose(SIX, SIX) == {key: key for key in SIX}


def test_a_new_key_with_a_title_much_alike_is_the_same_stage() -> None:
    after = {"suspect": "Suspect", "warm": "Marketing-qualified lead", "customer": "Customer"}
    assert propose(SIX, after)["mql"] == "warm"


def test_a_stage_renamed_altogether_is_found_by_its_place() -> None:
    after = {
        ("hot" if key == "mql" else key): ("Hot" if key == "mql" else title) for key, title in SIX.items()
    }
    assert propose(SIX, after)["mql"] == "hot"


def test_leads_of_a_stage_that_is_gone_go_back_and_not_on() -> None:
    after = {key: title for key, title in SIX.items() if key != "sal"}
    assert propose(SIX, after)["sal"] == "mql"


@given(KEYS, KEYS)
def test_every_stage_has_a_place_that_exists(before: dict[str, str], after: dict[str, str]) -> None:
    proposed = propose(before, after)
    assert list(proposed) == list(before)
    assert set(proposed.values()) <= set(after)
