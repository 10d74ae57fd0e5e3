"""A list of deals from a sales system is taken in as it is: outcome, amount, account and sector in their own words."""

from pathlib import Path

import pytest

from handraiser import flow
from handraiser.capture.imports.operations import confirm, keep_import
from handraiser.capture.imports.run import run_import
from handraiser.capture.imports.settle import Settled, settle_mapping
from handraiser.capture.mapping import Mapper, Mapping
from handraiser.capture.reading import Chunk, open_table
from handraiser.lead.models import Company, Lead
from tests.cast import MONDAY, hire

PIPELINE = """opportunity_id,sales_agent,account,sector,employees,office_location,deal_stage,engage_date,close_date,close_value
K-1,Anna Weber,Kestrel Analytics,software,120,Germany,Won,1/20/2026,3/1/2026,1200
K-2,Anna Weber,Kestrel Analytics,software,120,Germany,Lost,1/21/2026,2/13/2026,0
K-3,Ben Okafor,Blue Harbor Logistics,transport,900,United States,Engaging,2/4/2026,,
K-4,Ben Okafor,,,,,Prospecting,,,
K-5,Ben Okafor,Northwind Robotics,machinery,3000,Japan,Won,2/5/2026,4/30/2026,"9,500"
"""
WON = """deal_id,won_date,business_segment
B-1,2026-02-26 19:58:54,pets
B-2,2026-05-08 20:17:59,cars
"""


def settled(tmp_path: Path, text: str, told: Mapping | None = None) -> Settled:
    file = tmp_path / "deals.csv"
    file.write_text(text)
    return settle_mapping(open_table(file), told or Mapping(), file_name=file.name)


def test_where_nobody_is_named_each_deal_is_a_lead_of_its_own_and_that_is_said(tmp_path: Path) -> None:
    made = settled(tmp_path, PIPELINE)

    made.mapping.refuse_nobody()
    assert made.mapping.columns["opportunity_id"] == "external_id"
    assert made.mapping.system == "opportunity_id"
    assert made.mapping.columns["deal_stage"] == "outcome"
    assert made.mapping.columns["sector"] == "industry"
    assert "Each deal becomes a lead of its own, known by “opportunity_id”." in " ".join(made.doubts)


def test_a_deal_with_a_person_keeps_its_id_for_the_opportunity(tmp_path: Path) -> None:
    made = settled(tmp_path, "deal_id,email,stage\nD-1,jana.novak@kestrel-analytics.com,Won\n")

    assert made.mapping.columns["deal_id"] == "opportunity_id"


def test_a_list_of_won_dates_is_a_list_of_wins(tmp_path: Path) -> None:
    made = settled(tmp_path, WON, Mapping(constants={"source": "Marketplace"}))

    assert made.mapping.columns["won_date"] == "won_at"
    assert made.mapping.constants == {"source": "Marketplace"}
    assert "A row with “won_date” is taken for won." in " ".join(made.doubts)


def outcomes(tmp_path: Path, text: str) -> list[tuple[object, ...]]:
    """(outcome, day) of each row of the file."""
    file = tmp_path / "ended.csv"
    file.write_text(text)
    table = open_table(file)
    mapper = Mapper(settle_mapping(table, Mapping(), file_name=file.name).mapping, table.description.columns)
    frame = next(iter(table.chunks())).frame
    taken = mapper.apply(Chunk(frame, 0)).frame
    return list(taken.select("outcome", taken.get_column("outcome_at").dt.to_string("%Y-%m-%d")).iter_rows())


def test_the_date_that_is_filled_tells_won_from_lost_and_a_blank_one_tells_nothing(tmp_path: Path) -> None:
    text = (
        "deal_id,won_date,lost_date\nB-1,2026-02-26,\nB-2,,2026-05-08\nB-3,,\nB-4,2026-06-02,2026-04-01\n"
        "B-5,2026-06-02,2026-07-01\n"
    )
    assert outcomes(tmp_path, text) == [
        ("won", "2026-02-26"),
        ("lost", "2026-05-08"),
        (None, None),
        ("won", "2026-06-02"),
        ("lost", "2026-07-01"),
    ]


def test_a_stage_outranks_the_dates_and_takes_its_own(tmp_path: Path) -> None:
    text = (
        "deal_id,close_date,won_date,lost_date,deal_stage\nB-1,2026-01-01,2026-02-26,,Lost\n"
        "B-2,2026-01-01,,2026-05-08,Lost\nB-3,2026-01-01,,,Proposal\n"
    )
    assert outcomes(tmp_path, text) == [
        ("lost", "2026-01-01"),
        ("lost", "2026-05-08"),
        ("open", "2026-01-01"),
    ]


def test_a_close_date_alone_ends_nothing(tmp_path: Path) -> None:
    made = settled(tmp_path, WON.replace("won_date", "close_date"))

    assert made.mapping.columns["close_date"] == "outcome_at"
    assert "taken for" not in " ".join(made.doubts)


def test_the_name_of_a_deal_is_nobodys_name(tmp_path: Path) -> None:
    text = (
        "Name,Account,Stage,Amount,Contact,Email\n"
        "Robots for 2026,Kestrel Analytics,Won,100,Jana Novak,jana.novak@kestrel-analytics.com\n"
        "Belts,Blue Harbor Logistics,Lost,200,Tom Lind,lind@blueharbor-logistics.com\n"
    )
    made = settled(tmp_path, text)

    assert {column: target for column, target in made.mapping.columns.items() if "name" in target} == {
        "Contact": "full_name",
        "Account": "company_name",
    }


@pytest.mark.django_db(transaction=True)
def test_the_pipeline_arrives_with_its_outcomes_values_and_accounts(tmp_path: Path) -> None:
    hire()
    file = tmp_path / "pipeline.csv"
    file.write_text(PIPELINE)
    kept = keep_import(path=file, file_name=file.name, at=MONDAY, mapping=Mapping())
    ready = confirm(import_id=kept.id, mapping=Mapping.model_validate(kept.mapping), at=MONDAY)
    done = run_import(import_id=ready.id, take_in=flow.take_in_file, now=lambda: MONDAY)

    assert (done.new, done.refused) == (5, 0)
    told = Lead.objects.order_by("external_id").values_list("external_id", "opportunity", "amount")
    assert list(told) == [
        ("K-1", "won", 1200.0),
        ("K-2", "lost", 0.0),
        ("K-3", "open", None),
        ("K-4", "open", None),
        ("K-5", "won", 9500.0),
    ]
    companies = Company.objects.order_by("name").values_list("name", "industry", "employees")
    assert list(companies) == [
        ("Blue Harbor Logistics", "transport", 900),
        ("Kestrel Analytics", "software", 120),
        ("Northwind Robotics", "machinery", 3000),
    ]
