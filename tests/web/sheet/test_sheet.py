"""Spreadsheets in, files and pictures out, and two versions beside each other."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.drafts import begin_draft
from handraiser.process.models import State, Version
from handraiser.process.ready import ready_text
from tests.cast import MONDAY, PROCESS, Cast

SMALL = PROCESS.read_text()
TABLE = """Stage;Who;What to do;Exit criteria;Remarks
MQL;BDR;Call. Write.;Budget is named.;<script>alert(1)</script>
SAL;AE;Meet;Accepted;
"""


def upload(client: Client, content: bytes, name: str = "stages.csv", over: str = "blank") -> object:
    return client.post("/process/sheet", {"file": SimpleUploadedFile(name, content), "over": over})


def draft_of(cast: Cast, text: str) -> Version:
    return begin_draft(text=text, at=MONDAY, by=cast.erin.pk, based_on=cast.version.id)


def test_a_sheet_is_shown_before_anything_is_kept(erin: Client) -> None:
    page = upload(erin, TABLE.encode()).content.decode()  # type: ignore[attr-defined]
    assert "Budget is named." in page
    assert not Version.objects.filter(state=State.DRAFT).exists()
    assert "The column &#x27;Remarks&#x27; has no place in a stage" in page
    assert "<script>alert" not in page


def test_what_was_read_becomes_a_draft_based_on_the_version_below(cast: Cast, erin: Client) -> None:
    shown = upload(erin, TABLE.encode(), over=str(cast.version.id))
    context = shown.context  # type: ignore[attr-defined]
    sent = {"text": context["reading"].text, "based_on": str(context["based_on"]), "note": "From the table"}
    answer = erin.post("/process/sheet/draft", sent)
    draft = Version.objects.get(state=State.DRAFT)
    assert answer.status_code == 302
    assert str(draft.id) in answer.headers["Location"]
    assert (draft.note, draft.based_on_id, draft.created_by_id) == (
        "From the table",
        cast.version.id,
        cast.erin.pk,
    )
    assert "Budget is named." in draft.text
    assert "alert(1)" in draft.text.split("# Read from a spreadsheet")[1]


def test_the_text_in_the_form_is_the_text_that_was_read_to_the_letter(erin: Client) -> None:
    shown = upload(erin, TABLE.encode())
    page = shown.content.decode()  # type: ignore[attr-defined]
    begin = page.index('<textarea name="text"')
    body = page[page.index(">", begin) + 1 : page.index("</textarea>", begin)]
    # The first line end belongs to the markup, as browsers have it.
    assert body.startswith("\n")
    assert "&lt;script&gt;" in body
    assert body[1:].count("\n") == shown.context["reading"].text.count("\n")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no text at all"),
        (b"%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04", "damaged"),
        (b"Hello\n", "No table of stages"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(erin: Client, content: bytes, said: str) -> None:
    answer = upload(erin, content or b"\n")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert said in answer.content.decode()  # type: ignore[attr-defined]


STRANGE = "Northwind Robotics;;;\nKontaktart;Mannschaft;Weiter wenn;Farbe\nCurious;BDR;Budget is named.;red\nFan;AE;;\n"


def test_headings_that_nobody_knows_are_told_by_hand_and_the_sheet_is_read_again(erin: Client) -> None:
    asked = upload(erin, STRANGE.encode())
    assert asked.status_code == 422  # type: ignore[attr-defined]
    page = asked.content.decode()  # type: ignore[attr-defined]
    assert "Say what each column is" in page
    assert "Budget is named." in page
    context = asked.context  # type: ignore[attr-defined]
    assert [column.heading for column in context["tables"][0].table.columns] == STRANGE.split("\n")[1].split(
        ";"
    )
    said = {"book": context["book"], "name": "stages.csv", "over": "blank"}
    words = {
        "what stages!A2": "title",
        "what stages!B2": "team",
        "what stages!C2": "exit",
        "what stages!D2": "",
    }
    shown = erin.post("/process/sheet", {**said, **words})
    assert shown.status_code == 200
    report = shown.context["reading"].report
    assert report.stages == 2
    assert [one.text for one in report.unplaced] == ["red"]
    again = erin.post("/process/sheet", {**said, **words, "what stages!D2": "measure"})
    assert again.context["reading"].report.unplaced == []
    assert "measure: red" in again.context["reading"].text
    draft = {"text": again.context["reading"].text, "based_on": "", "note": "By hand"}
    assert erin.post("/process/sheet/draft", draft).status_code == 302
    assert Version.objects.get(state=State.DRAFT).text == again.context["reading"].text


def test_the_headings_may_be_looked_for_in_another_row_or_column(erin: Client) -> None:
    context = upload(erin, STRANGE.encode()).context  # type: ignore[attr-defined]
    said = {"book": context["book"], "name": "stages.csv", "over": "blank", "what stages!A2": "title"}
    shown = erin.post("/process/sheet", {**said, "look": "stages", "head stages": "column 1"})
    table = shown.context["tables"][0].table
    assert table.head == "column 1"
    assert table.columns[2].heading == "Curious"


def test_a_column_that_was_taken_wrongly_is_corrected_in_the_preview(erin: Client) -> None:
    shown = upload(erin, TABLE.encode())
    context = shown.context  # type: ignore[attr-defined]
    assert "What the columns are" in shown.content.decode()  # type: ignore[attr-defined]
    said = {"book": context["book"], "name": "stages.csv", "over": "blank", "what stages!E1": "measure"}
    again = erin.post("/process/sheet", said)
    assert again.context["reading"].report.unplaced == []
    assert "&lt;script&gt;alert(1)" in again.content.decode()


@pytest.mark.parametrize("book", ["", "nonsense", "[]", '{"grids":[1]}'])
def test_sheets_that_do_not_come_back_whole_are_refused(book: str, erin: Client) -> None:
    answer = erin.post("/process/sheet", {"book": book, "name": "x.csv", "over": "blank"})
    assert answer.status_code == 422
    assert "damaged" in answer.content.decode()


def test_no_file_and_an_unknown_base_are_no_faults_of_ours(erin: Client) -> None:
    assert erin.post("/process/sheet", {"over": "blank"}).status_code == 422
    assert upload(erin, TABLE.encode(), over="nonsense").status_code == 404  # type: ignore[attr-defined]
    assert upload(erin, TABLE.encode(), over=str(uuid4())).status_code == 404  # type: ignore[attr-defined]


def test_a_draft_too_long_is_refused(erin: Client) -> None:
    answer = erin.post("/process/sheet/draft", {"text": "x" * 400_000}, follow=True)
    assert answer.status_code == 200
    assert not Version.objects.filter(state=State.DRAFT).exists()


def test_mallory_may_read_and_not_draft(mallory: Client, cast: Cast) -> None:
    assert mallory.get("/process/sheet").status_code == 403
    assert mallory.post("/process/sheet", {"book": "{}"}).status_code == 403
    assert mallory.post("/process/sheet/draft", {"text": SMALL}).status_code == 403
    assert mallory.get(f"/process/versions/{cast.version.id}/picture").status_code == 200
    assert not Version.objects.filter(state=State.DRAFT).exists()


def test_nobody_sees_anything_without_signing_in(cast: Cast) -> None:
    for address in ("/process/sheet", f"/process/versions/{cast.version.id}/process.xlsx"):
        assert Client().get(address).status_code == 302


def test_the_page_offers_the_blank_template_in_three_forms(erin: Client) -> None:
    page = erin.get("/process/sheet").content.decode()
    for form in ("xlsx", "md", "yaml"):
        assert f"/process/template.{form}" in page
        answer = erin.get(f"/process/template.{form}")
        assert (
            answer.headers["Content-Disposition"] == f'attachment; filename="lead-management-template.{form}"'
        )
        assert answer.content
    assert erin.get("/process/template.exe").status_code == 404


@pytest.mark.parametrize(
    ("form", "begins"),
    [("yaml", b"# The smallest"), ("md", b"# Small"), ("html", b"<!doctype html>"), ("xlsx", b"PK"), ("svg", b"<svg"),
     ("csv", b"\xef\xbb\xbfStage,Definition")],
)  # fmt: skip
def test_a_version_can_be_taken_away(cast: Cast, anna: Client, form: str, begins: bytes) -> None:
    answer = anna.get(f"/process/versions/{cast.version.id}/process.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f'small-1.0.{form}"' in answer.headers["Content-Disposition"]


def test_what_was_taken_away_comes_back_the_same(cast: Cast, erin: Client) -> None:
    book = erin.get(f"/process/versions/{cast.version.id}/process.xlsx").content
    shown = upload(erin, book, "small.xlsx", over=str(cast.version.id))
    assert shown.context["reading"].text == SMALL  # type: ignore[attr-defined]
    edited = load_workbook(io.BytesIO(book))
    edited["Stages"]["B3"] = "Known by name."
    stream = io.BytesIO()
    edited.save(stream)
    reading = upload(erin, stream.getvalue(), "small.xlsx", over=str(cast.version.id)).context["reading"]  # type: ignore[attr-defined]
    assert reading.text.count("Known by name.") == 1
    assert check(reading.text, document=Document, path="x").faults == ()


def test_the_whole_comes_back_from_csv_too_and_it_is_said_what_does_not(cast: Cast, erin: Client) -> None:
    address = f"/process/versions/{cast.version.id}/process.csv"
    whole = erin.get(f"{address}?whole=yes")
    assert 'small-1.0-whole.csv"' in whole.headers["Content-Disposition"]
    shown = upload(erin, whole.content, "small.csv", over=str(cast.version.id))
    assert shown.context["reading"].text == SMALL  # type: ignore[attr-defined]
    page = erin.get("/process").content.decode()
    assert "only the stages come back from it" in page
    assert f"{address}?whole=yes" in page


def test_of_a_draft_that_does_not_check_only_the_text_is_taken(cast: Cast, erin: Client) -> None:
    draft = draft_of(cast, SMALL.replace("score >= 20", "scoer >= 20"))
    assert erin.get(f"/process/versions/{draft.id}/process.yaml").status_code == 200
    answer = erin.get(f"/process/versions/{draft.id}/process.xlsx")
    assert answer.status_code == 422
    assert "scoer" in answer.content.decode()
    assert "scoer" in erin.get(f"/process/versions/{draft.id}/picture").content.decode()


def test_the_picture_names_every_stage_and_needs_no_inline_style(cast: Cast, anna: Client) -> None:
    page = anna.get(f"/process/versions/{cast.version.id}/picture").content.decode()
    drawn = page[page.index("<svg xmlns") : page.index("</svg>", page.index("<svg xmlns"))]
    for said in ("Suspect", "MQL", "First touch: 4 business", "Longest stay: 90"):
        assert said in drawn
    assert "<style" not in drawn
    assert "--p-ground" in anna.get("/process/picture.css").content.decode()


def test_differences_are_told_in_words_and_in_lines(cast: Cast, anna: Client) -> None:
    after = SMALL.replace("score >= 20", "score >= 30").replace("4 business hours", "2 business hours")
    draft = draft_of(cast, after)
    answer = anna.get(f"/process/versions/{draft.id}/differences")
    page = answer.content.decode()
    assert answer.context["before"] == cast.version
    assert "score threshold 20 → 30" in page
    assert "First touch: within 4 → 2 business hours" in page
    line = next(
        i for i, text in enumerate(after.split("\n"), 1) if "score &gt;= 30" in text or "score >= 30" in text
    )
    assert f"/process/versions/{draft.id}/source#L{line}" in page


def test_the_other_way_round_and_any_two_versions(cast: Cast, anna: Client) -> None:
    draft = draft_of(cast, SMALL.replace("score >= 20", "score >= 30"))
    page = anna.get(f"/process/versions/{cast.version.id}/differences?against={draft.id}").content.decode()
    assert "score threshold 30 → 20" in page
    chosen = anna.get(
        f"/process/versions/{cast.version.id}/differences",
        {"version": str(draft.id), "against": str(cast.version.id)},
    )
    assert chosen.headers["Location"] == f"/process/versions/{draft.id}/differences?against={cast.version.id}"


def test_a_draft_that_does_not_check_is_compared_by_its_lines(cast: Cast, anna: Client) -> None:
    draft = draft_of(cast, SMALL.replace("score >= 20", "scoer >= 20"))
    page = anna.get(f"/process/versions/{draft.id}/differences").content.decode()
    assert "Compared by its lines alone" in page
    assert "scoer &gt;= 20" in page


def test_the_first_version_has_nothing_to_be_compared_with(cast: Cast, anna: Client) -> None:
    assert (
        "Nothing to compare with yet"
        in anna.get(f"/process/versions/{cast.version.id}/differences").content.decode()
    )
    same = anna.get(
        f"/process/versions/{cast.version.id}/differences?against={cast.version.id}"
    ).content.decode()
    assert "to the letter" in same
    assert anna.get(f"/process/versions/{cast.version.id}/differences?against=none").status_code == 404
    assert anna.get(f"/process/versions/{uuid4()}/differences").status_code == 404


def test_a_workbook_with_everything_at_once_is_read(erin: Client) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Our process"])
    book.active.append(["Stage", "Definition", "Exit criteria"])
    book.active.append(["Prospect", '=HYPERLINK("http://x")', "Reads"])
    book.active.append(["MQL", "Worth a call", "[What must happen?]"])
    book.active.merge_cells("A1:C1")
    stream = io.BytesIO()
    book.save(stream)
    page = upload(erin, stream.getvalue(), "x.xlsx").content.decode()  # type: ignore[attr-defined]
    assert "Formulas without a saved value" in page
    assert "still questions" in page


def test_the_ready_processes_differ_in_every_section(cast: Cast, anna: Client) -> None:
    draft = draft_of(cast, ready_text("b2b_saas"))
    page = anna.get(f"/process/versions/{draft.id}/differences")
    assert page.status_code == 200
    assert len(page.context["sections"]) > 10
