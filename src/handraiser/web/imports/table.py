"""The mapping as a table that a person corrects: column, sample values, what it is taken for and why."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from handraiser.capture.imports.files import uploads
from handraiser.capture.imports.models import Import
from handraiser.capture.imports.settle import with_outcomes
from handraiser.capture.mapping import SKIP, TARGETS, Mapping, guess_columns, samples
from handraiser.capture.mapping.outcomes import NONE, readings_of, told_apart
from handraiser.capture.reading import Description, Table, open_table
from handraiser.web.live import Live

SAMPLE_ROWS = 500
CONSTANTS = ("source", "inquiry_kind", "campaign", "country")
KEEP = ""
# As many words of outcomes are shown; a column of more is hardly one of outcomes.
SHOWN_WORDS = 40
OUTCOME_WORDS = (
    ("won", "won"),
    ("lost", "lost"),
    ("open", "still open"),
    ("on_hold", "on hold"),
    ("disqualified", "disqualified"),
    (NONE, "nothing: only keep it"),
)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file. `target` is '' where it is only kept; `sure` tells a good guess from a poor one."""

    index: int
    name: str
    samples: list[str]
    target: str
    why: str
    sure: bool


def mapping_context(record: Import, live: Live | None) -> dict[str, Any]:
    """What the mapping page shows. Raises FileRefused when the kept file cannot be read any more."""
    mapping = Mapping.model_validate(record.mapping)
    table = open_kept(record, mapping)
    sample = table.sample(SAMPLE_ROWS)
    cells = {name: sample.get_column(name).to_list() for name in table.description.columns}
    kinds = live.document.lead.inquiry_kinds if live else {}
    return {
        "record": record,
        "mapping": mapping,
        "description": table.description,
        "delimiter_word": _delimiter_word(table.description),
        "columns": _rows(mapping, cells),
        **_outcomes(mapping, cells),
        "targets": list(TARGETS.values()),
        "skip": SKIP,
        "constants": [(name, TARGETS[name].title, mapping.constants.get(name, "")) for name in CONSTANTS],
        "kinds": [(key, kind.title) for key, kind in kinds.items()],
        "first_rows": sample.head(5).drop("line", strict=False).rows(),
    }


def mapping_of(query: QueryDict, record: Import) -> Mapping:
    """The mapping as the page's form says it. Raises pydantic's ValidationError."""
    present = Mapping.model_validate(record.mapping)
    columns = {
        name: query[f"target_{index}"]
        for index, name in enumerate(record.columns)
        if query.get(f"target_{index}", KEEP) != KEEP
    }
    said = {name: query.get(f"constant_{name}", "").strip() for name in CONSTANTS}
    others = {name: value for name, value in present.constants.items() if name not in CONSTANTS}
    dates = query.get("dates") or None
    mapping = Mapping.model_validate(
        {
            **present.model_dump(),
            "columns": columns,
            # One order that a person chose is meant for every column.
            "dates_of": present.dates_of if dates == present.dates else {},
            "constants": {**others, **{name: value for name, value in said.items() if value}},
            "dates": dates,
            "decimal": query.get("decimal") or None,
            "time_zone": query.get("time_zone") or "UTC",
            "system": query.get("system", "").strip() or None,
        }
    )
    column, before = _outcome_column(mapping), _outcome_column(present)
    if column not in (None, before):
        mapping = with_outcomes(open_kept(record, mapping), mapping)
    if query.get("outcome_column", before) != column:
        # The words that the form showed are those of another column.
        return mapping
    return mapping.model_copy(update={"outcomes": _told_outcomes(query, mapping)})


def outcomes_context(record: Import, mapping: Mapping) -> dict[str, Any]:
    """What the words of the column of outcomes are read as. Raises FileRefused."""
    sample = open_kept(record, mapping).sample(SAMPLE_ROWS)
    column = _outcome_column(mapping)
    cells = {column: sample.get_column(column).to_list()} if column in sample.columns else {}
    return _outcomes(mapping, cells)


def open_kept(record: Import, mapping: Mapping) -> Table:
    """The kept file, read as the mapping says. Raises FileRefused."""
    return open_table(
        uploads() / record.path, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet
    )


def _outcome_column(mapping: Mapping) -> str | None:
    return next((column for column, target in mapping.columns.items() if target == "outcome"), None)


def _outcomes(mapping: Mapping, cells: dict[str, list[str]]) -> dict[str, Any]:
    column = _outcome_column(mapping)
    read = readings_of(cells[column], mapping.outcomes)[:SHOWN_WORDS] if column in cells else []
    return {"outcomes": read, "outcome_column": column or "", "outcome_words": OUTCOME_WORDS}


def _told_outcomes(query: QueryDict, present: Mapping) -> dict[str, str]:
    """The words of outcomes as the form reads them, and those that it did not show."""
    said = {
        query.get(f"outcome_key_{index}", ""): query.get(f"outcome_{index}", "")
        for index in range(SHOWN_WORDS)
        if f"outcome_key_{index}" in query and f"outcome_{index}" in query
    }
    unseen = {word: outcome for word, outcome in present.outcomes.items() if word not in said}
    return unseen | told_apart(said)


def _rows(mapping: Mapping, cells: dict[str, list[str]]) -> list[ColumnRow]:
    guesses = {guess.column: guess for guess in guess_columns(cells)}
    shown = samples(cells)
    rows = []
    for index, name in enumerate(cells):
        guess, target = guesses[name], mapping.columns.get(name, KEEP)
        own = target == (guess.target or KEEP)
        rows.append(
            ColumnRow(
                index, name, shown[name], target, guess.why if own else "", not own or guess.confidence >= 0.7
            )
        )
    return rows


def _delimiter_word(description: Description) -> str:
    words = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space"}
    return words.get(description.delimiter or "", description.delimiter or "")
