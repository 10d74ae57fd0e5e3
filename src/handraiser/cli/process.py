"""`handraiser process`: begin, check, read and publish the process document."""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from handraiser.cli import process_diff, process_discovery, process_draft, process_publish, process_sheet
from handraiser.cli.handing import hand_over

app = typer.Typer(
    name="process", no_args_is_help=True, help="Begin, check, read and publish the process document."
)
app.add_typer(process_draft.app)
app.add_typer(process_discovery.app)
app.add_typer(process_publish.app)
app.add_typer(process_sheet.app)
app.add_typer(process_diff.app)

Document = Annotated[
    Path, typer.Argument(metavar="FILE", help="The process document, a YAML file.", show_default=False)
]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")]


class Form(StrEnum):
    """What a document is rendered to."""

    MD = "md"
    HTML = "html"
    SVG = "svg"
    XLSX = "xlsx"
    CSV = "csv"


@app.command(
    epilog="""Examples:

`handraiser process new --out my_process.yaml` - the questions that a team must answer

`handraiser process new b2b_saas` - a ready process to change"""
)
def new(
    name: Annotated[str, typer.Argument(help="The ready document to begin from.")] = "blank",
    out: Out = None,
) -> None:
    """Begin a process from a ready document: `blank`, or one that is complete."""
    from handraiser.process.ready import NotReady, ready_text

    try:
        text = ready_text(name)
    except NotReady as missing:
        raise typer.BadParameter(str(missing)) from None
    hand_over(text.encode(), out)


@app.command(
    epilog="""Examples:

`handraiser process check my_process.yaml` - every fault with its line and what was meant; exit code 1 if any

`handraiser process check my_process.yaml --json` - the same for programs"""
)
def check(
    file: Document,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a document and list everything that is wrong with it. Needs no database."""
    checked = _checked(file)
    questions = _questions(checked.document)
    if as_json:
        faults = [asdict(fault) for fault in checked.faults]
        typer.echo(json.dumps({"ok": not faults, "faults": faults, "open_questions": questions}, indent=2))
    elif checked.faults:
        tell(file, checked.faults)
    else:
        typer.echo(f"{file}: nothing is wrong.")
        if questions:
            typer.echo(
                f"{len(questions)} questions of the template are still open, the first at {questions[0]}."
            )
    raise typer.Exit(1 if checked.faults else 0)


@app.command(
    epilog="""Examples:

`handraiser process render my_process.yaml` - as Markdown, on the screen

`handraiser process render my_process.yaml --to html --out my_process.html` - a page to read and print

`handraiser process render my_process.yaml --to svg --out my_process.svg` - the picture on one page

`handraiser process render my_process.yaml --to xlsx --out my_process.xlsx` - to fill in and read back"""
)
def render(
    file: Document,
    to: Annotated[
        Form, typer.Option(help="Markdown, an HTML page, a picture, a workbook or the stages as CSV.")
    ] = Form.MD,
    out: Out = None,
) -> None:
    """Write a document as people read it: the table of stages and every other section. Needs no database."""
    from handraiser.process.check import read_text
    from handraiser.process.export import FORMS, export

    checked = _checked(file)
    if checked.document is None:
        tell(file, checked.faults)
        raise typer.Exit(1)
    content = export(checked.document, to.value, text=read_text(file)[0])
    hand_over(content, out, binary=FORMS[to.value].binary)


@app.command(
    epilog="""Example:

`handraiser process schema --out process.schema.json` - for editors that complete while typing"""
)
def schema(out: Out = None) -> None:
    """Write the JSON Schema of the document. Needs no database."""
    from handraiser.document import Document as ProcessDocument
    from handraiser.process.schema import json_schema

    hand_over((json.dumps(json_schema(ProcessDocument), indent=2, ensure_ascii=False) + "\n").encode(), out)


@app.command(
    epilog="""Example:

`handraiser process reference --out reference.md` - everything that a document may say"""
)
def reference(out: Out = None) -> None:
    """Write the reference: every section, key, function and column. Needs no database."""
    from handraiser.document import Document as ProcessDocument
    from handraiser.process.reference import reference as written

    hand_over(written(ProcessDocument).encode(), out)


def _checked(file: Path) -> Any:
    from handraiser.document import Document as ProcessDocument
    from handraiser.process.check import check_file

    return check_file(file, document=ProcessDocument)


def _questions(document: Any) -> list[str]:
    from handraiser.process.questions import open_questions

    return [] if document is None else list(open_questions(document))


def tell(file: Path, faults: Any) -> None:
    """Each fault with its place, the line itself and what was meant."""
    from rich.console import Console
    from rich.text import Text

    from handraiser.process.check import read_text

    written = read_text(file)[0].split("\n")
    console = Console(stderr=False, soft_wrap=True, highlight=False)
    for fault in faults:
        console.print(Text(f"{fault.file}:{fault.line}:{fault.column}", "bold"), Text(fault.path, "cyan"))
        line = written[fault.line - 1] if fault.line <= len(written) else ""
        if line.strip():
            console.print(Text(f"  {line[:200]}", "dim"))
            if fault.column <= 200:
                console.print(Text(f"  {' ' * (fault.column - 1)}^", "red"))
        console.print(Text(f"  {fault.wrong}", "red"))
        if fault.meant:
            console.print(Text(f"  {fault.meant}", "green"))
    console.print(Text("One fault." if len(faults) == 1 else f"{len(faults)} faults.", "bold"))
