"""A filled table, in whatever form people keep it, becomes a complete draft."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.ready import ready_text
from handraiser.process.sheet import Reading
from handraiser.process.sheet.weave import data_of
from tests.process.sheet.conftest import HEAD, TABLE, delimited, saved, xlsx

Read = Callable[..., Reading]


def stages(reading: Reading) -> dict[str, dict[str, Any]]:
    return {stage["key"]: stage for stage in data_of(reading.text)["stages"]}


def assert_is_the_table(reading: Reading) -> None:
    found = stages(reading)
    assert list(found) == ["suspect", "mql", "sql", "customer"]
    assert [stage["team"] for stage in found.values()] == ["marketing", "bdr", "sales", "sales"]
    assert [step["do"] for step in found["suspect"]["steps"]] == ["Enrich it", "Invite it"]
    assert [step["do"] for step in found["mql"]["steps"]] == ["Call within a day.", "Write twice."]
    assert [one["says"] for one in found["mql"]["exit"]] == ["Budget is named.", "A demo is booked."]
    assert found["mql"]["exit_needs"] == "any"
    assert [step["do"] for step in found["sql"]["steps"]] == ["Open the deal", "Bring in finance"]
    assert found["customer"]["exit"] == []
    assert found["customer"]["owner"] == "Sales & CS"
    assert reading.report.faults == ()
    assert reading.report.unplaced == []


@pytest.mark.parametrize("base", ["blank", "b2b_saas"])
def test_a_table_in_a_workbook_becomes_a_draft_that_checks(read: Read, base: str) -> None:
    assert_is_the_table(read(xlsx(TABLE), base=base))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_in_a_text_becomes_the_same_draft(read: Read, delimiter: str, encoding: str) -> None:
    bulleted = delimited(TABLE, delimiter)
    assert_is_the_table(read(bulleted.encode(encoding), name="table.csv"))


def test_every_criterion_without_a_condition_is_listed(read: Read) -> None:
    report = read(xlsx(TABLE)).report
    assert [(one.path, one.stage, one.says) for one in report.without_condition] == [
        ("stages[0].exit[0]", "Suspect", "The person read two articles."),
        ("stages[1].exit[0]", "MQL", "Budget is named."),
        ("stages[1].exit[1]", "MQL", "A demo is booked."),
        ("stages[2].exit[0]", "Opportunity", "The contract is signed."),
    ]


def test_each_cell_is_told_with_its_place(read: Read) -> None:
    placed = {one.cell: one.path for one in read(xlsx(TABLE)).report.placed}
    assert placed["Sheet1!A2"] == "stages[0].title"
    assert placed["Sheet1!D3"] == "stages[1].steps"
    assert len(placed) == 20


def test_title_rows_above_name_the_process_and_remarks_below_are_kept_as_comments(read: Read) -> None:
    reading = read(
        xlsx((("Our way to customers",), (), *TABLE, (), ("Agreed upon in spring, see the minutes.",)))
    )
    assert data_of(reading.text)["process"]["name"] == "Our way to customers"
    assert [one.text for one in reading.report.unplaced] == ["Agreed upon in spring, see the minutes."]
    assert "Agreed upon in spring" in reading.text.split("# Read from a spreadsheet")[1]
    assert list(stages(reading)) == ["suspect", "mql", "sql", "customer"]


def test_stages_may_stand_in_columns(read: Read) -> None:
    turned = tuple(zip(*TABLE, strict=True))
    assert_is_the_table(read(xlsx(turned)))


def test_stages_in_columns_without_a_word_in_the_corner_are_found_too(read: Read) -> None:
    head, *rows = TABLE
    turned = tuple(zip(("", *head[1:]), *rows, strict=True))
    assert_is_the_table(read(xlsx(turned)))


def test_german_headings_are_understood(read: Read) -> None:
    german = (
        ("Stufe", "Beschreibung", "Verantwortlich", "Aktivitäten", "Ausstiegskriterien", "Dauer"),
        *((*row, "3 Monate") for row in TABLE[1:]),
    )
    reading = read(xlsx(german))
    assert_is_the_table(reading)
    assert {stage["duration"] for stage in stages(reading).values()} == {"90 days"}


def test_several_sheets_are_joined_and_what_was_said_before_counts(read: Read) -> None:
    more = (
        ("Stage", "Definition", "Metric"),
        ("MQL", "Something else.", "Calls in time"),
        ("SAL", "Offered.", ""),
    )
    reading = read(xlsx(TABLE, more))
    assert stages(reading)["mql"]["definition"] == "Worth a call today."
    assert stages(reading)["mql"]["measure"] == "Calls in time"
    assert stages(reading)["sal"]["definition"] == "Offered."
    assert [(one.cell, one.why) for one in reading.report.unplaced] == [
        ("Sheet2!B2", "Sheet1!B3 says it already")
    ]


def test_a_stage_merged_over_rows_gathers_them(read: Read) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Way"
    rows = (
        ("Stage", "Team", "Activities", "Exit criteria"),
        ("Suspect", "Marketing", "Enrich", "Reads"),
        (None, None, "Invite", None),
        ("Prospect", None, "Write", "Answers"),
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B4")
    found = stages(read(saved(book)))
    assert [step["do"] for step in found["suspect"]["steps"]] == ["Enrich", "Invite"]
    assert [one["says"] for one in found["suspect"]["exit"]] == ["Reads"]
    assert [stage["team"] for stage in found.values()] == ["marketing", "marketing"]


def test_markup_is_cleaned_and_nothing_else(read: Read) -> None:
    table = (
        HEAD,
        ("MQL", "Calls us. <i>Or</i> fewer than <50 people &amp; growing.", "BDR", "Call<br>Write", "A"),
    )
    found = stages(read(xlsx(table)))["mql"]
    assert found["definition"] == "Calls us. Or fewer than <50 people & growing."
    assert [step["do"] for step in found["steps"]] == ["Call", "Write"]


def test_a_promise_becomes_the_clock_of_its_stage(read: Read) -> None:
    table = (
        ("Stage", "Team", "SLA", "Time limit"),
        ("MQL", "BDR", "2 working hours", "n/a"),
        ("SAL", "AE", "soon", 9),
    )
    reading = read(xlsx(table), base="b2b_saas")
    clocks = data_of(reading.text)["follow_up"]["clocks"]
    assert (
        next(clock for clock in clocks if clock["starts"] == {"stage": "mql"})["within"] == "2 business hours"
    )
    assert "duration" not in stages(reading)["mql"]
    assert {one.cell for one in reading.report.unplaced} == {"Sheet1!C3", "Sheet1!D3"}


def test_a_template_with_its_questions_answers_nothing(read: Read) -> None:
    table = (HEAD, *((row[0], *("[What is it?] • List of things" for _ in row[1:])) for row in TABLE[1:]))
    reading = read(xlsx(table))
    assert len(reading.report.unanswered) == 16
    assert reading.report.without_condition == ()
    assert "[How do you recognise a lead at this stage?" in stages(reading)["suspect"]["definition"]
    assert reading.report.faults == ()


def test_sections_follow_when_the_sheet_has_other_stages(read: Read) -> None:
    table = (
        ("Phase", "Who", "Criteria"),
        ("New", "SDR", "Talked"),
        ("Deal", "Sales", "Signed"),
        ("Customer", "CS", ""),
    )
    reading = read(xlsx(table), base="blank")
    checked = check(reading.text, document=Document, path="draft")
    assert checked.faults == ()
    assert checked.document is not None
    assert checked.document.lead.first_stage == "new"
    assert [stage.next for stage in checked.document.stages] == ["deal", "customer", None]
    assert any("left out" in note for note in reading.report.notes)


def test_sections_name_the_stage_that_stands_in_the_place_of_theirs(read: Read) -> None:
    names = ("Curious", "Warm", "Hot", "Handed over", "Deal", "Customer")
    table = (("Stage", "Team", "Exit criteria"), *((name, "Sales", f"{name} is done") for name in names))
    document = check(read(xlsx(table), base="b2b_saas").text, document=Document, path="draft").document
    assert document is not None
    named = (document.lead.first_stage, document.lead.hand_raiser_stage, document.handoff.stage)
    assert named == ("curious", "hot", "handed_over")
    assert (document.handoff.accepted_stage, document.handoff.won_stage) == ("deal", "customer")


def test_what_the_base_knows_of_a_stage_and_the_sheet_does_not_say_stays(read: Read) -> None:
    table = (
        ("Stage", "Definition"),
        ("Prospect", "Somebody who reacted."),
        *((name, "") for name in ("MQL", "SAL")),
    )
    found = stages(read(xlsx(table), base="b2b_saas"))
    before = {stage["key"]: stage for stage in data_of(ready_text("b2b_saas"))["stages"]}
    assert found["mql"] == before["mql"] | {"title": "MQL"}
    assert found["prospect"] == before["prospect"] | {"definition": "Somebody who reacted."}


def test_a_criterion_that_the_base_has_keeps_its_condition_and_one_may_stand_below_it(read: Read) -> None:
    known = "The person answered a message of ours or called us."
    table = (
        ("Stage", "Exit criteria"),
        ("Prospect", f"• {known}\n• Hot enough\n   when: score >= 70"),
        ("MQL", ""),
    )
    found = stages(read(xlsx(table), base="b2b_saas"))["prospect"]["exit"]
    assert "mail_replied" in found[0]["when"]
    assert found[1] == {"says": "Hot enough", "when": "score >= 70"}


def test_a_condition_that_does_not_check_is_a_fault_of_the_draft_and_is_told(read: Read) -> None:
    table = (("Stage", "Exit criteria"), ("Prospect", "• Hot\n   when: scoer >= 70"), ("MQL", "Called"))
    assert [fault.path for fault in read(xlsx(table)).report.faults] == ["stages[0].exit[0].when"]


def test_comments_of_the_base_are_kept(read: Read) -> None:
    assert "# How do your customers buy?" in read(xlsx(TABLE)).text


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd", "@SUM(A1)", "-2"])
def test_a_text_like_a_formula_is_only_a_text(read: Read, hostile: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows((("Stage", "Definition"), ("MQL", hostile), ("SAL", f"'{hostile}")))
    found = stages(read(stream.getvalue().encode(), name="a.csv"))
    assert found["mql"]["definition"] == hostile or hostile.startswith("-")
    assert found["sal"]["definition"] == hostile or hostile.startswith("-")


def test_stages_in_words_of_their_own_take_the_places_in_the_row(read: Read) -> None:
    table = (
        ("Stage", "Team", "Exit criteria"),
        ("Curious", "Marketing", "Answers."),
        ("In talks", "Sales", "A date is set."),
        ("Quoted", "Sales", "Signs."),
    )
    data = data_of(read(xlsx(table)).text)
    assert data["lead"]["first_stage"] == "curious"
    assert data["handoff"]["stage"] == "in_talks"
    assert data["handoff"]["won_stage"] == "quoted"
    assert data["recycle"]["stage"] == "curious"
