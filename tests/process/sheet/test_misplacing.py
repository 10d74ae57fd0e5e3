"""Cells that could go to the wrong stage, or be taken for something that they do not say."""

from typing import Any

import pytest

from handraiser.document import Document
from handraiser.process.ready import ready_text
from handraiser.process.sheet import Reading, read_sheet
from handraiser.process.sheet.durations import duration_in, only_duration
from handraiser.process.sheet.weave import data_of
from tests.process.sheet.small_process import Rows, workbook


def read(*sheets: Rows, base: str = "blank") -> Reading:
    return read_sheet(workbook(*sheets), name="x.xlsx", base=ready_text(base), document=Document)


def stages(reading: Reading) -> dict[str, dict[str, Any]]:
    return {stage["title"]: stage for stage in data_of(reading.text)["stages"]}


def test_two_names_of_one_well_known_stage_stay_two_stages_in_one_table() -> None:
    rows: Rows = [
        ["Stage", "Team"],
        ["MQL", "BDR"],
        ["SQL", "Sales"],
        ["Opportunity", "Sales"],
        ["Customer", "CS"],
    ]
    found = stages(read(rows))
    assert list(found) == ["MQL", "SQL", "Opportunity", "Customer"]
    assert [stage["key"] for stage in found.values()] == ["mql", "sql", "opportunity", "customer"]


def test_another_table_may_call_the_same_stage_by_its_other_name() -> None:
    first: Rows = [["Stage", "Team"], ["MQL", "BDR"], ["Opportunity", "Sales"]]
    second: Rows = [
        [],
        ["Stage", "Exit criteria"],
        ["Marketing Qualified Lead", "Reached"],
        ["Opportunity", "Won"],
    ]
    for found in (stages(read([*first, *second])), stages(read(first, second[1:]))):
        assert list(found) == ["MQL", "Opportunity"]
        assert [one["exit"][0]["says"] for one in found.values()] == ["Reached", "Won"]


def test_tables_beside_each_other_in_another_order_keep_their_rows() -> None:
    rows: Rows = [
        ["Stage", "Team", None, "Stage", "Exit criteria"],
        ["Curious", "Marketing", None, "Fan", "Renewed"],
        ["Fan", "Sales", None, "Curious", "Read"],
    ]
    reading = read(rows)
    found = stages(reading)
    assert list(found) == ["Curious", "Fan"]
    assert [(one["team"], one["exit"][0]["says"]) for one in found.values()] == [
        ("marketing", "Read"),
        ("sales", "Renewed"),
    ]
    assert reading.report.unplaced == []


def test_one_name_far_apart_is_read_as_one_stage_and_that_is_said() -> None:
    rows: Rows = [["Stage", "Team"], ["Curious", "BDR"], ["Fan", "Sales"], ["Curious", "Sales"]]
    reading = read(rows)
    assert list(stages(reading)) == ["Curious", "Fan"]
    assert any("Sheet1!A2 and Sheet1!A4" in note for note in reading.report.notes)


@pytest.mark.parametrize(
    ("said", "team"),
    [
        ("Marketing (Dev Patel)", "marketing"),
        ("Sales [AE]", "sales"),
        ("BDR - Anna Weber", "bdr"),
        ("R & D", "r_d"),
    ],
)
def test_a_team_with_more_behind_it_is_still_that_team(said: str, team: str) -> None:
    found = stages(read([["Stage", "Team"], ["Curious", said]]))["Curious"]
    assert (found["team"], found["owner"]) == (team, said)


def test_a_number_is_no_key_and_is_told() -> None:
    rows: Rows = [
        ["ID", "Stage", "Team"],
        [1, "Curious", "BDR"],
        ["fan_club", "Fan", "Sales"],
        ["Two words", "Kin", "BDR"],
    ]
    reading = read(rows)
    assert [stage["key"] for stage in stages(reading).values()] == ["curious", "fan_club", "kin"]
    assert [(one.cell, one.text) for one in reading.report.unplaced] == [
        ("Sheet1!A2", "1"),
        ("Sheet1!A4", "Two words"),
    ]
    assert {one.cell for one in reading.report.placed} >= {"Sheet1!A3"}


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("Respond within 4 business hours", "4 business hours"), ("30 days after the last contact", "30 days"),
        ("Call back in 24h", "24 hours"), ("max. 2 weeks (no exceptions)", "2 weeks"), ("2-4 weeks", None),
        ("24 hours, then 3 days", None), ("soon", None), ("by day 5", None), ("90", None), ("3 to 5 days", None),
    ],
)  # fmt: skip
def test_a_sentence_with_one_length_of_time_is_taken_at_its_word(said: str, length: str | None) -> None:
    assert duration_in(said) is None
    assert only_duration(said) == length


def test_a_length_taken_from_a_sentence_is_said_with_the_sentence() -> None:
    rows: Rows = [
        ["Stage", "SLA", "Max time"],
        ["Curious", "Respond within 4 business hours", "30 days at the most, please"],
    ]
    reading = read(rows)
    data = data_of(reading.text)
    assert data["stages"][0]["duration"] == "30 days"
    clocks = {str(clock["starts"]): clock["within"] for clock in data["follow_up"]["clocks"]}
    assert clocks[str({"stage": "curious"})] == "4 business hours"
    assert any("“Respond within 4 business hours”" in note for note in reading.report.notes)
    assert any("“30 days at the most, please”" in note for note in reading.report.notes)


def test_a_column_whose_heading_speaks_of_something_else_is_left_to_people() -> None:
    rows: Rows = [
        ["Stage", "Team", "Exit date", "Conversion rate of the stage", "Number of tasks"],
        ["Curious", "BDR", "2026-05-01", "25 %", 3],
    ]
    reading = read(rows)
    assert sorted(one.cell for one in reading.report.unplaced) == ["Sheet1!C2", "Sheet1!D2", "Sheet1!E2"]
