"""Outcomes: what a word says, and what a whole column says that a single cell does not."""

import pytest

from handraiser.capture.mapping import Mapping, MappingRefused, guess_columns, read_mapping
from handraiser.capture.mapping.outcomes import ColumnOutcomes, outcomes_of, read_outcome


def read(
    name: str, *cells: str, of_deals: bool = True, others: tuple[str, ...] = (), chosen: bool = False
) -> ColumnOutcomes:
    return outcomes_of(name, cells, dict.fromkeys(others, ()), of_deals=of_deals, chosen=chosen)


def target(name: str, *cells: str) -> str | None:
    return guess_columns({name: list(cells)})[0].target


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Not won", "lost"),
        ("nicht gewonnen", "lost"),
        ("Won by competitor", "lost"),
        ("Unsuccessful", "lost"),
        ("Successful", "won"),
        ("Closed - no sale", "lost"),
        ("Auftrag erhalten", "won"),
        ("Angebot versendet", "open"),
        ("✅ Won", "won"),
        ("⏳ Open", "open"),
        ("5 - Closed Won", "won"),
        ("Lost - price", "lost"),
        ("Reopened soon", None),
        ("Signé", "won"),
        ("En attente de réponse", "open"),
        ("En attente", "on_hold"),
        ("Przegrana", "lost"),
        ("Förlorad", "lost"),
        ("Vunnen", "won"),
    ],
)
def test_a_word_is_read_with_its_negation(text: str, outcome: str | None) -> None:
    assert read_outcome(text) == outcome


@pytest.mark.parametrize(("yes", "no"), [("TRUE", "FALSE"), ("1", "0"), ("yes", "no"), ("Ja", "Nein")])
@pytest.mark.parametrize("name", ["Won", "Is Closed Won", "Outcome", "y"])
def test_a_flag_says_won_by_yes_and_that_is_told(name: str, yes: str, no: str) -> None:
    found = read(name, yes, no, "")

    assert target(name, yes, no, "") == "outcome"
    assert found.words == {yes.lower(): "won", no.lower(): "lost"}
    assert found.doubts == [f"“{name}” says yes or no. Yes is taken for won and no for lost."]


def test_no_is_not_lost_where_another_column_knows_what_is_still_open() -> None:
    found = read("Won", "true", "false", others=("IsClosed",))

    assert found.words == {"true": "won", "false": "none"}
    assert "“IsClosed” knows" in found.doubts[0]


def test_a_date_of_closing_does_not_know_what_is_still_open() -> None:
    found = outcomes_of("Won", ["yes", "no"], {"Closed": ["02/25/2026", ""]}, of_deals=True)

    assert found.words == {"yes": "won", "no": "lost"}


@pytest.mark.parametrize("of_deals", [True, False])
def test_one_odd_word_in_a_flag_is_left_open_and_said(of_deals: bool) -> None:
    cells = ["ja"] * 4 + ["nein"] * 5 + ["vielleicht", ""]
    found = read("Won?", *cells, of_deals=of_deals)

    assert target("Won?", *cells) == "outcome"
    assert found.words == {"ja": "won", "nein": "lost", "vielleicht": "none"}
    assert found.doubts == [
        "“Won?” says yes or no. Yes is taken for won and no for lost.",
        "“Won?”: whether “vielleicht” is won or lost is uncertain, so it is left open: say what it means.",
    ]


@pytest.mark.parametrize("odd", [["vielleicht"] * 3, ["2"]])
def test_a_flag_with_many_odd_words_or_with_numbers_is_no_outcome(odd: list[str]) -> None:
    assert target("Won?", *["1"] * 4, *["0"] * 5, *odd) is None


def test_a_word_in_a_flag_that_speaks_for_itself_is_not_asked_about() -> None:
    found = read("Won?", *["ja"] * 4, *["nein"] * 4, "verloren")

    assert found.words == {"ja": "won", "nein": "lost"}
    assert len(found.doubts) == 1


@pytest.mark.parametrize("of_deals", [True, False])
def test_yes_and_no_are_won_and_lost_in_a_column_that_a_person_chose(of_deals: bool) -> None:
    found = read("Paid", "ja", "nein", "mal sehen", of_deals=of_deals, chosen=True)

    assert found.words == {"ja": "won", "nein": "lost", "mal sehen": "none"}
    assert read("Won/Lost", "W", "L", "O", chosen=True).words == {"w": "won", "l": "lost", "o": "open"}


def test_a_status_of_yes_and_no_is_no_outcome() -> None:
    assert target("Status", "yes", "no") is None


def test_a_letter_says_it_where_the_column_speaks_of_won_and_lost() -> None:
    assert target("Won/Lost", "W", "L", "") == "outcome"
    assert read("Won/Lost", "W", "L").words == {"w": "won", "l": "lost"}


def test_stages_that_are_neither_won_nor_lost_are_open_in_a_list_of_deals_and_that_is_told() -> None:
    found = read("Stage", "Closed Won", "Closed Lost", "Angeklopft")

    assert found.words == {"angeklopft": "open"}
    assert found.doubts == ["“Stage”: “Angeklopft” is neither won nor lost, so it is taken for open."]


def test_in_a_list_of_people_such_a_status_says_nothing() -> None:
    found = read("Status", "Won", "Lost", "New", of_deals=False)

    assert found.words == {"new": "none"}
    assert found.doubts == ["“Status”: “New” says nothing of an outcome here and is only kept."]


def test_a_column_of_any_name_is_known_by_won_and_lost() -> None:
    assert target("Kolumna 7", "Won", "Lost", "Lost") == "outcome"
    assert target("Estado", "Ganada", "Perdida", "Abierta") == "outcome"
    assert target("Estado", "Jalisco", "Sonora") == "region_name"


def test_free_text_that_speaks_of_winning_is_no_outcome() -> None:
    cells = [
        f"Note {number}: they won a prize and lost another one at the fair of the year 2026"
        for number in range(9)
    ]
    assert target("Status", *cells) is None


def test_a_mapping_may_tell_the_words_and_refuses_what_is_no_outcome() -> None:
    assert read_mapping("outcomes: {Beauftragt: won, yes: lost}").outcomes == {
        "beauftragt": "won",
        "yes": "lost",
    }
    with pytest.raises(MappingRefused, match="an outcome is one of won, lost"):
        read_mapping("outcomes: {Beauftragt: bought}")
    assert Mapping().outcomes == {}
