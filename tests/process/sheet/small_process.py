"""One small process of the usual cast, and what writes it into tables, workbooks and texts."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook

Rows = list[list[Any]]
FIELDS = ("title", "definition", "team", "steps", "exit", "duration")
WORDS = {
    "title": "Stage", "definition": "Definition", "team": "Team", "steps": "Activities", "exit": "Exit criteria",
    "duration": "Max days",
}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """What a reader must find of one stage."""

    title: str
    definition: str
    team: str
    steps: tuple[str, ...]
    exit: tuple[str, ...]
    duration: str


STAGES = (
    Stage(
        "Curious", "Reads, and nobody has spoken to them.", "Marketing",
        ("Enrich the record", "Send the welcome mail"),
        ("Two articles were read", "The company has 50 employees or more"), "30 days",
    ),
    Stage(
        "In talks", "Somebody has spoken to them.", "BDR",
        ("Call within a day", "Write twice", "Ask for the budget"), ("A need is named", "A budget is named"), "14 days",
    ),
    Stage(
        "Evaluating", "Compares us with Kestrel Analytics.", "Sales",
        ("Show the product", "Bring in finance"), ("The contract is signed",), "90 days",
    ),
    Stage(
        "Fan", "Has bought and tells others.", "Customer Success",
        ("Prepare the renewal",), ("The renewal is signed", "A reference is given"), "365 days",
    ),
)  # fmt: skip
KEYS = {"Marketing": "marketing", "BDR": "bdr", "Sales": "sales", "Customer Success": "customer_success"}


@dataclass(frozen=True)
class Variation:
    """A file, what it is called, what must be found in it, and the texts that have no place in a stage."""

    content: bytes
    name: str = "stages.xlsx"
    stages: tuple[Stage, ...] = STAGES
    unplaced: tuple[str, ...] = ()
    fields: tuple[str, ...] = FIELDS


def joined(mark: str = "• ", between: str = "\n") -> Callable[[Sequence[str]], str]:
    """How the items of a cell are written: `#` in the mark counts them."""
    return lambda items: between.join(
        mark.replace("#", str(number)) + item for number, item in enumerate(items, start=1)
    )


def row_of(stage: Stage, fields: Sequence[str], items: Callable[[Sequence[str]], str]) -> list[Any]:
    return [
        items(value) if isinstance(value, tuple) else value
        for value in (getattr(stage, name) for name in fields)
    ]


def table(
    head: Sequence[str] | None = None,
    *,
    fields: Sequence[str] = FIELDS,
    items: Callable[[Sequence[str]], str] | None = None,
    stages: Sequence[Stage] = STAGES,
) -> Rows:
    """The process as a plain table."""
    return [
        list(head or [WORDS[name] for name in fields]),
        *(row_of(stage, fields, items or joined()) for stage in stages),
    ]


def spread(*, again: bool = False) -> Rows:
    """A row for each step and criterion; the stage is named in the first one, or `again` in each."""
    rows: Rows = []
    for stage in STAGES:
        for at in range(max(len(stage.steps), len(stage.exit))):
            first = at == 0
            item = [part[at] if at < len(part) else None for part in (stage.steps, stage.exit)]
            own = [stage.definition, stage.team] if first else [None, None]
            named = stage.title if first or again else None
            rows.append([named, *own, *item, stage.duration if first else None])
    return [[WORDS[name] for name in FIELDS], *rows]


def turned(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def workbook(*sheets: Rows, names: Sequence[str] = (), change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook; `change` does to each sheet what rows cannot say."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(row)
        if change is not None:
            change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(
    rows: Rows, delimiter: str = ",", *, encoding: str = "utf-8", before: str = "", ends: str = "\r\n"
) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return (before + stream.getvalue()).encode(encoding)
