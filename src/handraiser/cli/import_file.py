"""`handraiser import`: take in a list of contacts."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from handraiser.capture.imports.models import Import
    from handraiser.capture.imports.tally import Tally
    from handraiser.capture.mapping import Mapping

app = typer.Typer()

COUNTED = ("rows", "new", "updated", "same", "refused", "stopped")


@app.command(
    name="import",
    epilog="""Examples:

`handraiser import leads.csv --dry-run` - what would become of each row; writes nothing

`handraiser import leads.csv --save-map leads.yaml` - guess which column is what, save it to correct, and leave

`handraiser import leads.xlsx --map leads.yaml --source "Trade fair"` - take it in as the mapping says

`handraiser import leads.csv --resume` - go on where an import that was cut off had come to""",
)
def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV, TSV or any delimited text; XLSX, XLS, ODS.", show_default=False
        ),
    ],
    map_file: Annotated[
        Path | None, typer.Option("--map", help="Which column is what, as YAML.", show_default=False)
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="The source of a list without a column for it.", show_default=False)
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook.", show_default=False)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last import of this file.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Write refused rows (with --dry-run: every row) to this CSV file.", show_default=False
        ),
    ] = None,
    save_map: Annotated[
        Path | None, typer.Option(help="Write the mapping to this file and leave.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="End with one JSON object.")] = False,
) -> None:
    """Take in a list: each row becomes an inquiry and passes the whole journey.

    Encoding, delimiter, header and columns are found out; a mapping file corrects that. A row that cannot
    be taken in is refused with its line and reason; a file that is no list is refused as a whole.
    """
    from handraiser import config
    from handraiser.kit.refusal import Refusal

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    began = time.perf_counter()
    config.start(migrate=True)
    try:
        if save_map:
            _save_mapping(file, _told(map_file, source, sheet), save_map)
        elif dry_run:
            tally = _rehearse(file, _told(map_file, source, sheet), report)
            _end(
                {name: tally.rows if name == "rows" else tally.counts[name] for name in COUNTED},
                tally,
                began,
                as_json,
            )
        else:
            done = _resumed(file) if resume else _kept(file, _told(map_file, source, sheet))
            done, tally = _run(done)
            if report:
                _write_refused(done, report)
            _end({name: getattr(done, name) for name in COUNTED}, tally, began, as_json)
    except Refusal as refused:
        if as_json:
            error = {"code": getattr(refused, "code", type(refused).__name__), "message": str(refused)}
            typer.echo(json.dumps({**dict.fromkeys(COUNTED, 0), "seconds": _since(began), "error": error}))
        raise


def _told(map_file: Path | None, source: str | None, sheet: str | None) -> "Mapping":
    from handraiser.capture.mapping import Mapping, load_mapping

    told = load_mapping(map_file) if map_file else Mapping()
    constants = {**told.constants, "source": source} if source else told.constants
    return told.model_copy(update={"constants": constants, "sheet": sheet or told.sheet})


def _kept(file: Path, told: "Mapping") -> "Import":
    from django.utils import timezone

    from handraiser.capture.imports import operations, queries
    from handraiser.capture.mapping import Mapping

    unfinished = queries.unfinished_import(file)
    if unfinished:
        _say(f"An import of this file stopped at line {unfinished.next_line:,}. --resume goes on with it.")
    record = operations.keep_import(path=file, file_name=file.name, at=timezone.now(), mapping=told)
    _show_mapping(Mapping.model_validate(record.mapping), record.notes)
    return operations.confirm(
        import_id=record.id, mapping=Mapping.model_validate(record.mapping), at=timezone.now()
    )


def _resumed(file: Path) -> "Import":
    from handraiser.capture.imports.queries import unfinished_import
    from handraiser.kit.refusal import Refusal

    record = unfinished_import(file)
    if record is None:
        raise Refusal("No import of this file was cut off; leave --resume out to import it.")
    _say(f"Going on at line {record.next_line:,}.")
    return record


def _run(record: "Import") -> tuple["Import", "Tally"]:
    from django.utils import timezone

    from handraiser import flow
    from handraiser.capture.imports.run import run_import
    from handraiser.capture.imports.tally import RESULTS, Tally

    with _progress() as (bar, task):

        def told(now: "Import") -> None:
            bar.update(task, completed=now.position, rows=f"{now.rows:,} rows")

        done = run_import(import_id=record.id, take_in=flow.take_in_file, now=timezone.now, told=told)
    return done, Tally.of_report(done.report, {name: getattr(done, name) for name in RESULTS})


def _rehearse(file: Path, told: "Mapping", report: Path | None) -> "Tally":
    from django.utils import timezone

    from handraiser import flow
    from handraiser.capture.imports.rehearsal import rehearse_import
    from handraiser.capture.imports.settle import settle_mapping
    from handraiser.capture.imports.tally import Tally
    from handraiser.capture.mapping import Mapper
    from handraiser.capture.reading import open_table

    table = open_table(file, encoding=told.encoding, delimiter=told.delimiter, sheet=told.sheet)
    settled = settle_mapping(table, told, file_name=file.name)
    settled.mapping.refuse_nobody()
    _show_mapping(settled.mapping, [*table.description.notes, *settled.doubts])
    mapper, tally = Mapper(settled.mapping, table.description.columns), Tally()
    if report:
        report.write_text("")
    with _progress() as (bar, task):
        for some in rehearse_import(table, mapper, rehearse=flow.rehearse, at=timezone.now(), tally=tally):
            bar.update(task, completed=some.position, rows=f"{tally.rows:,} rows")
            if report:
                with report.open("ab") as out:
                    some.frame.write_csv(out, include_header=out.tell() == 0)
    return tally


def _save_mapping(file: Path, told: "Mapping", out: Path) -> None:
    from handraiser.capture.imports.settle import settle_mapping
    from handraiser.capture.reading import open_table

    table = open_table(file, encoding=told.encoding, delimiter=told.delimiter, sheet=told.sheet)
    settled = settle_mapping(table, told, file_name=file.name)
    why = "".join(
        f"# {guess.column}: {guess.target or 'kept as it is'} ({guess.why})\n" for guess in settled.guesses
    )
    out.write_text(why + settled.mapping.to_yaml(), "utf-8")
    _say(f"The mapping was written to {out}.")


def _write_refused(record: "Import", report: Path) -> None:
    from handraiser.capture.imports.queries import refused_lines

    with report.open("w", encoding="utf-8", newline="") as out:
        out.writelines(refused_lines(record.id))


def _show_mapping(mapping: "Mapping", notes: list[str]) -> None:
    from rich.table import Table

    from handraiser.capture.mapping import SKIP, TARGETS

    shown = Table("Column", "is taken for", box=None, padding=(0, 2, 0, 0))
    for column, target in mapping.columns.items():
        shown.add_row(column, "left out" if target == SKIP else TARGETS[target].title)
    _console().print(shown)
    for note in notes:
        _say(note)


def _end(counts: dict[str, int], tally: "Tally", began: float, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({**counts, "seconds": _since(began)}))
        return
    for name in COUNTED:
        typer.echo(f"{name:>8} {counts[name]:>10,}")
    for reason, count in [*tally.refused.most_common(10), *tally.stopped.most_common(10)]:
        typer.echo(f"{count:>19,} x {reason}")
    if tally.noted:
        typer.echo(f"{tally.noted:,} rows were taken in with a remark, for example:")
    for line, note in tally.examples[:5]:
        typer.echo(f"  line {line}: {note}")
    typer.echo(f"{_since(began)} seconds")


def _progress() -> Any:
    """A progress bar on the error stream, so that the result can be piped."""
    from contextlib import contextmanager

    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    @contextmanager
    def bar() -> Any:
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rows]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=_console(), transient=True) as progress:
            yield progress, progress.add_task("", total=1.0, rows="")

    return bar()


def _console() -> Any:
    from rich.console import Console

    return Console(stderr=True)


def _say(text: str) -> None:
    typer.secho(text, err=True)


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)
