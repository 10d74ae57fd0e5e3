"""Proposals: the order of dates, the decimal mark, the name space of ids."""

from pathlib import Path

import pytest

from handraiser.capture.imports.settle import settle_mapping
from handraiser.capture.mapping import Mapping, Proposal, propose
from handraiser.capture.mapping.date_orders import Seen, orders_of
from handraiser.capture.mapping.propose import system_of
from handraiser.capture.reading import open_table


def proposal(path: Path, text: str) -> Proposal:
    path.write_text(text)
    table = open_table(path)
    return propose(table.sample(), table.description, file_name=path.name)


@pytest.mark.parametrize(
    ("cells", "order", "doubtful"),
    [
        (["01/02/2026", "25/02/2026"], "dmy", False),
        (["01/02/2026", "02/25/2026"], "mdy", False),
        (["01/02/2026"], "dmy", True),
        (["25/02/2026", "02/25/2026", "02/26/2026"], "mdy", True),
        (["2026-01-02", "03.04.2026"], None, False),
    ],
)
def test_one_date_after_the_twelfth_decides_for_all(
    cells: list[str], order: str | None, doubtful: bool
) -> None:
    found = orders_of({"Created": seen(cells)})
    assert found.usual == order
    assert bool(found.doubts) is doubtful


def seen(cells: list[str]) -> Seen:
    counted = Seen()
    counted.add(cells)
    return counted


def test_each_column_of_dates_is_decided_by_itself() -> None:
    found = orders_of({"Created": seen(["25/01/2026"] * 2), "Closed": seen(["02/25/2026"])})

    assert (found.usual, found.by_column) == ("dmy", {"Closed": "mdy"})
    assert found.doubts == [
        "The columns write their dates differently: “Created” has the day first, “Closed” has the month first."
    ]


def test_a_column_that_does_not_tell_follows_the_one_that_does_and_that_is_said() -> None:
    found = orders_of({"Created": seen(["03/04/2026"]), "Closed": seen(["02/25/2026"])})

    assert (found.usual, found.by_column) == ("mdy", {})
    assert found.doubts == [
        "Every date of “Created” could be read both ways; they are read as those of “Closed”: 03/04 is March 4."
    ]


def test_a_year_may_be_followed_by_the_day() -> None:
    found = orders_of({"Created": seen(["2026-25-01", "2026-03-04"])})

    assert (found.usual, found.by_column) == (None, {"Created": "ydm"})
    assert "2024-03-04 is read as 3 April" in found.doubts[0]


def test_a_list_is_mapped_without_a_word(tmp_path: Path) -> None:
    found = proposal(tmp_path / "leads.csv", "Record ID;E-Mail;Betrag;Datum\n1;a@b.com;1.234,50;25/01/2026\n")
    assert found.mapping.columns == {
        "Record ID": "external_id",
        "E-Mail": "email",
        "Betrag": "amount",
        "Datum": "occurred_at",
    }
    assert (found.mapping.dates, found.mapping.decimal, found.mapping.system) == (
        "dmy",
        ",",
        "leads_record_id",
    )
    assert found.doubts == []


def test_ids_of_a_telling_column_are_one_name_space_in_every_file() -> None:
    assert system_of("MQL_Id", "leads 2026.csv") == system_of("mql id", "deals.csv") == "mql_id"
    assert system_of("ID", "Contacts-2026-11-01.csv") == "contacts_id"


LONG = "Email,Created\n" + "".join(f"a{row}@kestrel-analytics.com,03/04/2026\n" for row in range(10_000))


def test_a_date_far_below_the_sample_still_decides_the_column(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(LONG + "last@kestrel-analytics.com,04/25/2026\n")
    made = settle_mapping(open_table(path), Mapping(), file_name=path.name)

    assert (made.mapping.dates, made.doubts) == ("mdy", [])


def test_a_whole_file_that_does_not_tell_is_told(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(LONG)
    made = settle_mapping(open_table(path), Mapping(), file_name=path.name)

    assert made.mapping.dates == "dmy"
    assert made.doubts == [
        "Every date could be read both ways; 03/04 is read as 3 April. Change `dates` if that is wrong."
    ]


def test_what_is_said_of_nobodys_company_is_told(tmp_path: Path) -> None:
    found = proposal(tmp_path / "leads.csv", "ID,First name,Industry,Employees\n1,Jana,Data,12\n")
    assert found.doubts == [
        "No column says which company somebody belongs to, so “Industry” and “Employees” is only kept and no rule sees it."
    ]
    assert proposal(tmp_path / "more.csv", "Email,Industry\na@b.com,Data\n").doubts == []


@pytest.mark.parametrize(
    ("heading", "constants"),
    [
        ("Importe (€)", {"currency": "EUR"}),
        ("DEAL_AMT_USD", {"currency": "USD"}),
        ("deal_value_eur", {"currency": "EUR"}),
        ("Amount (won)", {}),
        ("Amount", {}),
    ],
)
def test_a_heading_may_name_the_currency(tmp_path: Path, heading: str, constants: dict[str, str]) -> None:
    text = f"Email,{heading},Stage\na@b.com,100,Won\n"
    found = proposal(tmp_path / "deals.csv", text)
    assert found.mapping.constants == constants
    said = [f"A heading says that amounts are in {constants['currency']}."] if constants else []
    assert found.doubts == said
    told = f"Email,{heading},Currency\na@b.com,100,CHF\n"
    assert proposal(tmp_path / "deals.csv", told).mapping.constants == {}


@pytest.mark.parametrize(
    ("heading", "zone"),
    [("Created (Europe/Berlin)", "Europe/Berlin"), ("Created (Never/Land)", "UTC"), ("Created", "UTC")],
)
def test_a_heading_may_name_the_time_zone(tmp_path: Path, heading: str, zone: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(f"Email,{heading}\na@b.com,2026-03-04 10:00\n")
    made = settle_mapping(open_table(path), Mapping(), file_name=path.name)
    assert (made.mapping.columns[heading], made.mapping.time_zone) == ("occurred_at", zone)
    assert made.doubts == ([f"A heading says that times are of {zone}."] if zone != "UTC" else [])
    told = settle_mapping(open_table(path), Mapping(time_zone="UTC"), file_name=path.name)
    assert told.mapping.time_zone == "UTC"
