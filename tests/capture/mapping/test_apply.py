"""Rows to raw inquiries."""

import json
from datetime import UTC, datetime

import polars as pl
import pytest

from handraiser.capture.mapping import Mapped, Mapper, Mapping
from handraiser.capture.reading import Chunk


def apply(mapping: Mapping, columns: dict[str, list[str]]) -> Mapped:
    height = len(next(iter(columns.values())))
    frame = pl.DataFrame({"line": range(2, height + 2), **columns}, schema_overrides={"line": pl.Int64})
    return Mapper(mapping, list(columns)).apply(Chunk(frame, height + 2))


def extra(mapped: Mapped, row: int = 0) -> dict[str, str]:
    return dict(json.loads(mapped.frame.item(row, "extra") or "{}"))


def test_text_comes_as_it_was_written() -> None:
    mapping = Mapping(columns={"Mail": "email", "Name": "full_name", "Source": "source"})
    mapped = apply(mapping, {"Mail": [" A@B.com "], "Name": ["null"], "Source": [" Fair "]})
    assert mapped.frame.select("email", "full_name", "source").row(0) == (" A@B.com ", "null", "Fair")


def test_blank_cells_are_nothing() -> None:
    mapped = apply(Mapping(columns={"Mail": "email", "City": "city"}), {"Mail": ["a@b.com"], "City": ["  "]})
    assert mapped.frame.item(0, "city") is None


def test_columns_that_are_not_mapped_are_kept_and_skipped_ones_are_not() -> None:
    mapping = Mapping(columns={"Mail": "email", "Secret": "skip"})
    mapped = apply(
        mapping,
        {"Mail": ["a@b.com"], "Zip": ["53111"], 'Odd "name"': ["x\n\\"], "Secret": ["s"], "Void": [""]},
    )
    assert extra(mapped) == {"Zip": "53111", 'Odd "name"': "x\n\\"}


def test_the_first_filled_of_joined_columns_counts_and_the_second_is_kept() -> None:
    mapping = Mapping(columns={"Mobile": "phone", "Office": "phone"})
    mapped = apply(mapping, {"Mobile": ["", "1"], "Office": ["2", "3"]})
    assert mapped.frame.get_column("phone").to_list() == ["2", "1"]
    assert extra(mapped, 1) == {"Office": "3"}


def test_guards_before_phones_are_taken_off() -> None:
    mapped = apply(
        Mapping(columns={"Tel": "phone"}), {"Tel": ["'+44 20 7946 0000", "p:+491701234567", "'hello"]}
    )
    assert mapped.frame.get_column("phone").to_list() == ["+44 20 7946 0000", "+491701234567", "'hello"]


def test_a_constant_fills_only_rows_that_say_nothing() -> None:
    mapping = Mapping(columns={"Result": "outcome"}, constants={"source": "Fair", "outcome": "won"})
    mapped = apply(mapping, {"Result": ["", "lost"]})
    assert mapped.frame.select("source", "outcome").rows() == [("Fair", "won"), ("Fair", "lost")]


def test_a_blank_in_a_column_of_sources_stays_blank() -> None:
    mapping = Mapping(columns={"Source": "source"}, constants={"source": "Fair"})
    assert apply(mapping, {"Source": ["", "Web"]}).frame.get_column("source").to_list() == [None, "Web"]


def test_moments_are_read_in_the_order_and_zone_of_the_file() -> None:
    mapping = Mapping(columns={"When": "occurred_at"}, dates="mdy", time_zone="Europe/Berlin")
    mapped = apply(mapping, {"When": ["03/04/2026 10:00", "", "2026-07-01T00:00:00Z"]})
    assert mapped.frame.get_column("occurred_at").to_list() == [
        datetime(2026, 3, 4, 9, tzinfo=UTC),
        None,
        datetime(2026, 7, 1, tzinfo=UTC),
    ]


def test_a_row_whose_moment_cannot_be_read_is_refused() -> None:
    mapping = Mapping(columns={"Mail": "email", "When": "occurred_at"})
    mapped = apply(mapping, {"Mail": ["a@b.com", "b@c.com"], "When": ["soon", "2026-01-01"]})
    assert mapped.frame.get_column("email").to_list() == ["b@c.com"]
    assert [(row.line, row.cells) for row in mapped.refused] == [(2, ["a@b.com", "soon"])]
    assert "“soon” is not a date" in mapped.refused[0].reason


@pytest.mark.parametrize(
    ("target", "cell"),
    [("amount", "a lot"), ("outcome_at", "soon"), ("outcome", "purple"), ("consent", "perhaps")],
)
def test_another_value_that_cannot_be_read_is_noted_and_kept(target: str, cell: str) -> None:
    mapped = apply(Mapping(columns={"Mail": "email", "X": target}), {"Mail": ["a@b.com"], "X": [cell]})
    assert mapped.frame.item(0, target) is None
    assert extra(mapped) == {"X": cell}
    assert f"“{cell}”" in mapped.notes[2]
    assert mapped.refused == []


def test_amounts_bring_their_currency() -> None:
    mapping = Mapping(columns={"Value": "amount", "Cur": "currency"}, decimal=",")
    mapped = apply(mapping, {"Value": ["1.234,50 €", "7", "$ 8"], "Cur": ["", "CHF", "EUR"]})
    assert mapped.frame.select("amount", "currency").rows() == [
        ("1234.50", "EUR"),
        ("7", "CHF"),
        ("8", "EUR"),
    ]


def test_who_opted_out_may_not_be_written_to_whatever_else_is_said() -> None:
    mapping = Mapping(columns={"In": "consent", "Out": "opt_out"})
    mapped = apply(mapping, {"In": ["yes", "yes", "", ""], "Out": ["1", "0", "0", ""]})
    assert mapped.frame.get_column("consent").to_list() == [False, True, None, None]


def test_kinds_of_inquiry_become_keys() -> None:
    mapped = apply(Mapping(columns={"Kind": "inquiry_kind"}), {"Kind": ["Demo Request", "contact-us!"]})
    assert mapped.frame.get_column("inquiry_kind").to_list() == ["demo_request", "contact_us"]


def test_the_same_row_has_the_same_key_in_any_file_of_the_same_system() -> None:
    mapping = Mapping(columns={"Mail": "email"}, system="crm")
    one = apply(mapping, {"Mail": ["a@b.com", "b@c.com"], "Zip": ["1", "2"]}).frame.get_column("dedupe_key")
    again = apply(
        mapping, {"Mail": ["b@c.com", "b@c.com"], "Void": ["", ""], "Zip": ["2", "3"]}
    ).frame.get_column("dedupe_key")
    assert one[1] == again[0]
    assert len({*one, *again}) == 3
    other = apply(mapping.model_copy(update={"system": "erp"}), {"Mail": ["a@b.com"], "Zip": ["1"]}).frame
    assert other.item(0, "dedupe_key") not in one.to_list()


def test_ids_that_a_spreadsheet_took_for_numbers_are_mended_and_cut_ones_are_none() -> None:
    mapped = apply(
        Mapping(columns={"ID": "external_id", "Mail": "email"}),
        {"ID": ["4711.0", "A-1.0", "4.7E+17", "12.5"], "Mail": ["a@b.com"] * 4},
    )
    assert mapped.frame.get_column("external_id").to_list() == ["4711", "A-1.0", None, "12.5"]
    assert extra(mapped, 2) == {"ID": "4.7E+17"}
    assert mapped.notes == {4: "“4.7E+17” is an id that a spreadsheet has cut. It was kept, but is no id."}


@pytest.mark.parametrize(
    "label",
    ["Grand Total", "Total:", "Summe", "Gesamtsumme", "TOTAL (24 records)", "24 records", "1,204 rows total"],
)
def test_a_row_of_totals_is_refused(label: str) -> None:
    mapping = Mapping(columns={"Name": "full_name", "Mail": "email", "Value": "amount"})
    mapped = apply(
        mapping, {"Name": ["Jana", label], "Mail": ["j@b.com", ""], "Value": ["5", "5"], "X": ["", ""]}
    )
    assert mapped.frame.get_column("line").to_list() == [2]
    assert [(row.line, row.reason) for row in mapped.refused] == [(3, "A row of totals, no lead.")]


@pytest.mark.parametrize(
    ("name", "mail", "city"), [("Total", "total@b.com", ""), ("Total", "", "Lyon"), ("Sum Ting", "", "")]
)
def test_a_person_who_is_called_so_is_somebody(name: str, mail: str, city: str) -> None:
    mapping = Mapping(columns={"Name": "full_name", "Mail": "email", "City": "city", "Firm": "company_name"})
    columns = {"Name": [name], "Mail": [mail], "City": [city], "Firm": ["Kestrel Analytics"]}
    assert apply(mapping, columns).refused == []


def test_dates_of_each_column_are_read_in_its_own_order() -> None:
    mapping = Mapping(
        columns={"Mail": "email", "Created": "occurred_at", "Closed": "outcome_at"},
        dates="dmy",
        dates_of={"Closed": "mdy"},
    )
    mapped = apply(mapping, {"Mail": ["a@b.com"], "Created": ["03/04/2026"], "Closed": ["03/04/2026"]})
    assert mapped.frame.select(pl.col("occurred_at", "outcome_at").dt.month()).row(0) == (4, 3)


def test_a_date_that_can_only_be_read_the_other_way_round_is_remarked() -> None:
    mapped = apply(
        Mapping(columns={"Mail": "email", "Created": "occurred_at"}, dates="dmy"),
        {"Mail": ["a@b.com"] * 2, "Created": ["03/04/2026", "04/25/2026"]},
    )
    assert mapped.notes == {3: "“04/25/2026” can only be read the other way round: 25 April 2026."}


def test_the_name_of_a_currency_is_its_code() -> None:
    mapped = apply(
        Mapping(columns={"Mail": "email", "Cur": "currency"}),
        {"Mail": ["a@b.com"] * 3, "Cur": ["US Dollar", "eur", "Galactic Credit"]},
    )
    assert mapped.frame.get_column("currency").to_list() == ["USD", "EUR", "Galactic Credit"]


def test_words_that_the_mapping_tells_to_say_nothing_are_kept_without_a_remark() -> None:
    mapping = Mapping(
        columns={"Mail": "email", "Status": "outcome"}, outcomes={"new": "none", "deal!": "won"}
    )
    mapped = apply(mapping, {"Mail": ["a@b.com"] * 3, "Status": ["New", "Deal!", "Lost"]})
    assert mapped.frame.get_column("outcome").to_list() == [None, "won", "lost"]
    assert (extra(mapped), mapped.notes) == ({"Status": "New"}, {})


def test_guards_that_keep_a_spreadsheet_off_are_taken_off() -> None:
    mapped = apply(
        Mapping(columns={"ID": "external_id", "Name": "full_name"}),
        {"ID": ['="0049"', "17"], "Name": ['="Jana ""J"" Novak"', '="'], "Zip": ['="01067"', ""]},
    )
    assert mapped.frame.select("external_id", "full_name").rows() == [
        ("0049", 'Jana "J" Novak'),
        ("17", '="'),
    ]
    assert extra(mapped) == {"Zip": "01067"}


def test_a_row_that_names_nobody_is_refused_where_other_columns_say_who_people_are() -> None:
    mapping = Mapping(columns={"Name": "full_name", "Mail": "email", "Firm": "company_name", "City": "city"})
    columns = {
        "Name": ["Anna Weber", " ", ""],
        "Mail": ["", "", ""],
        "Firm": ["", "", "Kestrel Analytics"],
        "City": ["Bonn", "Kiel", ""],
    }
    mapped = apply(mapping, columns)

    assert mapped.frame.get_column("line").to_list() == [2, 4]
    assert [(row.line, row.reason) for row in mapped.refused] == [
        (3, "It says nothing of who it is: no name, address, number, company or id.")
    ]


def test_a_list_without_columns_of_people_keeps_its_rows() -> None:
    mapped = apply(Mapping(columns={"City": "city"}), {"City": ["Bonn"]})

    assert (mapped.frame.height, mapped.refused) == (1, [])
