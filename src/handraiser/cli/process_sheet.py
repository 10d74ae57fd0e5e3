"""`handraiser process template` and `read-sheet`: the process in a spreadsheet, out and in."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handraiser.cli.handing import hand_over

if TYPE_CHECKING:
    from handraiser.process.sheet import Report

app = typer.Typer()

Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")]
SHOWN = 40


class TemplateForm(StrEnum):
    """In which form the questions are handed out."""

    XLSX = "xlsx"
    MD = "md"
    YAML = "yaml"


@app.command(
    epilog="""Examples:

`handraiser process template --out template.xlsx` - to fill in with a spreadsheet program

`handraiser process template --to md` - to talk about"""
)
def template(
    to: Annotated[TemplateForm | None, typer.Option(help="The form; else what the file's name says.")] = None,
    out: Out = None,
) -> None:
    """Hand out the blank template with the questions that a team must answer. Needs no database."""
    from handraiser.document import Document
    from handraiser.process.check import check
    from handraiser.process.export import FORMS, export
    from handraiser.process.ready import BLANK, ready_text

    chosen = to or _form_of(out)
    text = ready_text(BLANK)
    document = check(text, document=Document, path=BLANK).document
    assert document is not None
    hand_over(export(document, chosen.value, text=text), out, binary=FORMS[chosen.value].binary)


@app.command(
    epilog="""Examples:

`handraiser process read-sheet stages.xlsx --out my_process.yaml` - over the questions of the blank template

`handraiser process read-sheet stages.csv --over b2b_saas --out my_process.yaml` - over a ready process

`handraiser process read-sheet stages.xlsx --over my_process.yaml --out next.yaml` - over a document of your own

`handraiser process read-sheet stages.xlsx --column "Kind of contact=stage" --column "Leaves when=exit"` - with headings that
nobody knows"""
)
def read_sheet(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="An XLSX, CSV, TSV or other table of stages.", show_default=False
        ),
    ],
    over: Annotated[
        str,
        typer.Option(help="What the sheet does not say comes from here: a ready document or a YAML file."),
    ] = "blank",
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="What a column is, as HEADING=WORD or PLACE=WORD (Sheet1!C2=exit), for headings that are not known: "
            "stage, definition, team, owner, activities, job_aids, entry, exit, duration, sla, next, buying_stage, "
            "measure, key, nothing. Once for each column.",
            show_default=False,
        ),
    ] = None,
    out: Out = None,
) -> None:
    """Read a filled spreadsheet into a draft, and say what went where. Needs no database.

    The draft goes to --out or the screen, what is to be said of it to the error stream.
    """
    from handraiser.document import Document
    from handraiser.process.sheet import read_sheet as reading_of

    columns = _columns(column or [])
    reading = reading_of(_content(file), name=file.name, base=_base(over), document=Document, columns=columns)
    _tell(reading.report)
    hand_over(reading.text.encode(), out)


def _form_of(out: Path | None) -> TemplateForm:
    suffix = out.suffix.removeprefix(".").lower() if out is not None else ""
    return TemplateForm(suffix) if suffix in list(TemplateForm) else TemplateForm.YAML


def _columns(said: list[str]) -> dict[str, str]:
    """A heading may hold an equals sign itself, so the last one counts."""
    columns = {}
    for one in said:
        heading, equals, word = one.rpartition("=")
        if not equals or not heading.strip() or not word.strip():
            raise typer.BadParameter(f"Write --column HEADING=WORD, not “{one}”.")
        columns[heading.strip()] = word.strip()
    return columns


def _content(file: Path) -> bytes:
    from handraiser.process.sheet.limits import FILE_BYTES

    try:
        with file.open("rb") as stream:
            # One byte more than is read at all tells that there is more.
            return stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}.") from None


def _base(over: str) -> str:
    from handraiser.process.check import read_text
    from handraiser.process.ready import ready_names, ready_text

    if over in ready_names():
        return ready_text(over)
    text, fault = read_text(Path(over))
    if fault is not None:
        raise typer.BadParameter(f"{over} is no ready document ({', '.join(ready_names())}), and {fault}")
    return text


def _tell(report: "Report") -> None:
    """The report in the order in which a person asks: is it all there, what is not, what is left to do."""

    def say(text: str, *, colour: str | None = None) -> None:
        typer.secho(text, err=True, fg=colour)

    say(f"{report.stages} stages; {len(report.placed)} cells placed, {len(report.unplaced)} not.")
    for note in report.notes:
        say(f"  {note}")
    if report.unplaced:
        say("Not placed (kept as comments at the end of the draft):", colour=typer.colors.YELLOW)
        for one in report.unplaced[:SHOWN]:
            say(f"  {one.cell}: “{' '.join(one.text.split())[:100]}”: {one.why}.")
    if report.unanswered:
        say(f"{len(report.unanswered)} cells are still questions of a template; what was there stays.")
    if report.without_condition:
        say("Exit criteria without a condition: sentences for people, for which the machine waits:")
        for one_open in report.without_condition:
            say(f"  {one_open.path} {one_open.stage}: {one_open.says}")
    if report.questions:
        say(
            f"{len(report.questions)} questions of the template are open, the first at {report.questions[0]}."
        )
    for fault in report.faults[:SHOWN]:
        say(str(fault), colour=typer.colors.RED)
    if not report.faults:
        say("The draft checks: nothing is wrong.", colour=typer.colors.GREEN)
