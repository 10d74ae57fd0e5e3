"""Mapping files: read, checked, fitted, saved."""

from pathlib import Path

import pytest

from handraiser.capture.mapping import Mapping, MappingRefused, NobodyNamed, load_mapping, read_mapping

GOOD = """
columns:
  E-Mail: email
  2024: skip
  Betrag: amount
constants:
  source: Trade fair
  consent: no
dates: dmy
time_zone: Europe/Berlin
decimal: ","
system: crm
delimiter: tab
"""


def test_a_mapping_is_read_as_it_was_meant() -> None:
    mapping = read_mapping(GOOD)
    assert mapping.columns == {"E-Mail": "email", "2024": "skip", "Betrag": "amount"}
    assert mapping.constants == {"source": "Trade fair", "consent": "no"}
    assert mapping.delimiter == "\t"


def test_what_is_saved_is_read_back_the_same() -> None:
    mapping = read_mapping(GOOD)
    assert read_mapping(mapping.to_yaml()) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {E-Mail: emial}", "no target “emial”. Did you mean “email”?"),
        ("constants: {sauce: x}", "no target “sauce”. Did you mean “source”?"),
        ("colums: {}", "colums: there is no such key. Did you mean “columns”?"),
        ("dates: ddmm", "dates: Input should be 'dmy', 'mdy', 'ymd' or 'ydm'"),
        ("time_zone: Europe/Berln", "no time zone “Europe/Berln”. Did you mean “Europe/Berlin”?"),
        ("encoding: klingon", "“klingon” is not an encoding"),
        ("delimiter: ';;'", "a delimiter is one character"),
        ("columns: [a, b]", "columns: Input should be a valid dictionary"),
        ("- a\n- b", "a list of keys"),
        ("columns: {a: [", "line 1"),
        ("", "a list of keys"),
    ],
)
def test_a_fault_says_where_it_is_and_what_was_meant(text: str, said: str) -> None:
    with pytest.raises(MappingRefused) as refused:
        read_mapping(text)
    assert said in str(refused.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(MappingRefused) as refused:
        read_mapping("columns: {a: emial}\nconstants: {b: c}\ndates: x")
    assert len(refused.value.faults) == 3


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingRefused, match="cannot be read"):
        load_mapping(tmp_path / "nothing.yaml")


def test_headers_are_matched_in_any_spelling() -> None:
    mapping = Mapping(columns={"e-mail": "email", "FIRST NAME": "first_name"})
    assert mapping.fitted(["E-Mail", "First Name"]).columns == {"E-Mail": "email", "First Name": "first_name"}


def test_an_unknown_header_is_refused_with_a_suggestion() -> None:
    with pytest.raises(MappingRefused) as refused:
        Mapping(columns={"Emali": "email"}).fitted(["Email", "Name"])
    assert "the file has no column “Emali”. Did you mean “Email”?" in str(refused.value)


def test_two_columns_for_one_target_are_refused_unless_they_join() -> None:
    assert len(Mapping(columns={"a": "phone", "b": "phone"}).fitted(["a", "b"]).columns) == 2
    with pytest.raises(MappingRefused, match="“a” and “b” are both title"):
        Mapping(columns={"a": "title", "b": "title"}).fitted(["a", "b"])


def test_a_mapping_that_names_nobody_is_refused() -> None:
    Mapping(columns={"Id": "external_id"}).refuse_nobody()
    with pytest.raises(NobodyNamed):
        Mapping(columns={"Firm": "company_name", "Skip": "skip"}).refuse_nobody()


def test_guesses_fill_only_what_was_left_open() -> None:
    told = Mapping(columns={"A": "email"}, dates="ymd")
    guessed = Mapping(columns={"B": "phone"}, dates="dmy", decimal=",", system="x")
    assert told.with_defaults(guessed) == Mapping(
        columns={"A": "email"}, dates="ymd", decimal=",", system="x"
    )
