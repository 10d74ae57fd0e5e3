"""Proposals: the order of dates, the decimal mark, the name space of ids."""

from pathlib import Path

import pytest

from handraiser.capture.mapping import Proposal, propose
from handraiser.capture.mapping.propose import date_order, system_of
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
    found, doubt = date_order([cells])
    assert found == order
    assert bool(doubt) is doubtful


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
