"""What a document says goes into a workbook and comes back, to the letter."""

import io
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import ValidationError

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.ready import ready_names, ready_text
from handraiser.process.sheet import CellTooLong, read_sheet, stage_table_of, whole_table_of, workbook_of
from handraiser.process.sheet.parts import parts_of
from handraiser.process.sheet.weave import anew, data_of

NASTY = (
    "=1+1", "+1", "-x", "@x", "'quoted", "• bullet", "a\nb", "a\n   when: score > 1", "json: 1", "yes", "null", "007",
    "1.50", " padded ", "_x000D_", "tab\there", "[question]", "N/A", "§ stages", "a; b", "{a: b}", "2026-01-31",
    "<i>Or</i>", "ÄÖ 👋 中", "1e5", "",
)  # fmt: skip


@cache
def document(name: str) -> Document:
    found = check(ready_text(name), document=Document, path=name).document
    assert found is not None
    return found


def back(content: bytes, base: str) -> Document:
    reading = read_sheet(content, name="back.xlsx", base=base, document=Document)
    assert reading.report.unplaced == []
    found = check(reading.text, document=Document, path="back").document
    assert found is not None, [str(fault) for fault in reading.report.faults]
    return found


@pytest.mark.parametrize("base", ready_names())
@pytest.mark.parametrize("name", ready_names())
def test_a_ready_document_comes_back_whole_over_any_base(name: str, base: str) -> None:
    assert back(workbook_of(document(name)), ready_text(base)) == document(name)


@pytest.mark.parametrize("name", ready_names())
def test_over_its_own_text_not_a_letter_changes(name: str) -> None:
    reading = read_sheet(workbook_of(document(name)), name="x.xlsx", base=ready_text(name), document=Document)
    assert reading.text == ready_text(name)


@pytest.mark.parametrize("name", ready_names())
def test_the_stage_table_as_csv_gives_the_same_stages(name: str) -> None:
    table = stage_table_of(document(name)).encode()
    reading = read_sheet(table, name="x.csv", base=ready_text(name), document=Document)
    assert reading.report.unplaced == []
    assert check(reading.text, document=Document, path="back").document == document(name)


@pytest.mark.parametrize("base", ready_names())
@pytest.mark.parametrize("name", ready_names())
def test_the_whole_document_as_csv_comes_back_whole_over_any_base(name: str, base: str) -> None:
    table = whole_table_of(document(name)).encode()
    reading = read_sheet(table, name="x.csv", base=ready_text(base), document=Document)
    assert reading.report.unplaced == []
    assert check(reading.text, document=Document, path="back").document == document(name)


# A failure is told as it was found: to make it smaller takes minutes.
@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(data=st.data(), name=st.sampled_from(ready_names()))
def test_any_text_in_any_place_comes_back(data: st.DataObject, name: str) -> None:
    plain = data_of(ready_text(name))
    letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    words = st.one_of(st.sampled_from(NASTY), st.text(letters, max_size=30))
    for _ in range(8):
        holder, key = data.draw(st.sampled_from(list(_texts(plain))))
        before, holder[key] = holder[key], data.draw(words)
        try:
            Document.model_validate(plain)
        except ValidationError:
            holder[key] = before
    wanted = Document.model_validate(plain)
    reading = read_sheet(workbook_of(wanted), name="x.xlsx", base=anew(plain), document=Document)
    assert data_of(reading.text) == plain
    for content in (workbook_of(wanted), whole_table_of(wanted).encode()):
        other = read_sheet(content, name="x", base=ready_text("blank"), document=Document)
        assert Document.model_validate(data_of(other.text)) == wanted


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    plain = data_of(ready_text("b2b_saas"))
    plain["stages"][0]["definition"] = '=HYPERLINK("http://x","y")'
    plain["process"]["name"] = "=1+1"
    book = load_workbook(io.BytesIO(workbook_of(Document.model_validate(plain))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(cell.value == '=HYPERLINK("http://x","y")' for cell in cells)


def test_no_cell_of_the_table_as_csv_begins_like_a_formula() -> None:
    plain = data_of(ready_text("b2b_saas"))
    plain["stages"][0]["definition"] = "=1+1"
    assert ",'=1+1," in stage_table_of(Document.model_validate(plain))


def test_the_workbook_has_a_sheet_for_each_section_and_the_stages_first() -> None:
    book = load_workbook(io.BytesIO(workbook_of(document("blank"))))
    assert book.sheetnames[0] == "Stages"
    assert len(book.sheetnames) == len(Document.model_fields) + 1
    assert [cell.value for cell in book["Stages"][2]][:5] == [
        "Stage", "Definition", "Team", "Activities", "Exit criteria",
    ]  # fmt: skip
    assert set(parts_of(Document)) >= {"stages", "follow_up.clocks", "route.teams", "enrich.waterfall"}


def test_an_answer_written_into_the_blank_workbook_is_in_the_draft() -> None:
    book = load_workbook(io.BytesIO(workbook_of(document("blank"))))
    book["Stages"]["B3"] = "A name without a face."
    book["Stages"]["D3"] = "Enrich it\nInvite it"
    book["Stages"]["A9"] = "Fan"
    stream = io.BytesIO()
    book.save(stream)
    reading = read_sheet(stream.getvalue(), name="x.xlsx", base=ready_text("blank"), document=Document)
    stages = data_of(reading.text)["stages"]
    assert stages[0]["definition"] == "A name without a face."
    assert [step["do"] for step in stages[0]["steps"]] == ["Enrich it", "Invite it"]
    assert stages[6] == {"key": "fan", "title": "Fan"}
    assert {fault.path for fault in reading.report.faults} == {
        "stages[6].definition", "stages[6].team", "stages[6].owner",
    }  # fmt: skip


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    plain = data_of(ready_text("blank"))
    plain["process"]["summary"] = "word " * 8_000
    with pytest.raises(CellTooLong, match=r"process\.summary has 40,0"):
        workbook_of(Document.model_validate(plain))


def _texts(part: Any) -> Any:
    """Every text with what holds it."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(pairs):
        if isinstance(value, str):
            yield part, key
        elif isinstance(value, dict | list):
            yield from _texts(value)
