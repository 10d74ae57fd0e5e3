"""Where each value of a person and of a company is from: one JSON text per record."""

import json
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

PERSON = (
    *("email", "email_kind", "first_name", "last_name", "phone", "title", "seniority", "department"),
    *("country", "region", "city", "time_zone"),
)
COMPANY = ("company_name", "domain", "industry", "employees", "revenue", "country")

_UNKNOWN_DOOR = "stated"


def person_provenance(frame: pl.DataFrame) -> pl.Series:
    """Column `person_provenance`: field -> source, confidence, obtained, for the fields of `PERSON` with a value.

    Columns in: those fields; `<field>_source` and `<field>_confidence` where a provider filled some; `system`
    or else `door`, the source of what was stated; `at` or else `occurred_at`, the moment. Absent columns
    count as empty.
    """
    return _provenance("person_provenance", frame, PERSON)


def company_provenance(frame: pl.DataFrame) -> pl.Series:
    """Column `company_provenance`, the same for the fields of `COMPANY`."""
    return _provenance("company_provenance", frame, COMPANY)


def keep_provenance(frame: pl.DataFrame, fresh: pl.Series, was: str) -> pl.Series:
    """The fresh provenance, with the old entry of every value that did not change.

    Columns in: `was`, the provenance stored before, and each value beside its `<name>_was`; without them all is fresh.
    """
    if was not in frame.columns:
        return fresh
    before = frame.get_column(was).to_list()
    if all(text is None for text in before):
        return fresh
    kept: list[str] = []
    same: dict[str, list[bool | None]] = {}
    for index, (old, new) in enumerate(zip(before, fresh.to_list(), strict=True)):
        if old is None:
            kept.append(new)
            continue
        entries, stored = json.loads(new), json.loads(old)
        for name, entry in stored.items():
            if name in entries and name not in same:
                same[name] = (frame.get_column(name) == frame.get_column(f"{name}_was")).to_list()
            if name not in entries or same[name][index]:
                entries[name] = entry
        kept.append(json.dumps(entries))
    return pl.Series(fresh.name, kept, pl.Utf8)


def _provenance(name: str, frame: pl.DataFrame, fields: Sequence[str]) -> pl.Series:
    moments = _moments(frame)
    stated = _stated(_doors(frame), moments)
    columns = [_entries(frame, field, stated, moments) for field in fields if field in frame.columns]
    if not columns:
        return pl.Series(name, ["{}"] * frame.height, pl.Utf8)
    # Each row joins the entries that it has; the others are empty.
    rows = ["{" + ",".join(filter(None, row)) + "}" for row in zip(*columns, strict=True)]
    return pl.Series(name, rows, pl.Utf8)


def _entries(frame: pl.DataFrame, field: str, stated: Sequence[str], moments: Sequence[str]) -> list[str]:
    """One entry of the JSON object for each row; '' where the field has no value."""
    values = frame.get_column(field).to_list()
    key = f'"{field}":'
    source_column = f"{field}_source"
    if source_column not in frame.columns or frame.get_column(source_column).null_count() == frame.height:
        return ["" if value is None else key + told for value, told in zip(values, stated, strict=True)]
    sources = frame.get_column(source_column).to_list()
    confidences = frame.get_column(f"{field}_confidence").to_list()
    seen: dict[tuple[str, float | None, str], str] = {}
    entries: list[str] = []
    for value, told, source, confidence, moment in zip(
        values, stated, sources, confidences, moments, strict=True
    ):
        if value is None:
            entries.append("")
        elif source is None:
            entries.append(key + told)
        else:
            known = (source, confidence, moment)
            if known not in seen:
                seen[known] = key + _entry(source, confidence, moment)
            entries.append(seen[known])
    return entries


def _stated(doors: Sequence[str | None], moments: Sequence[str]) -> list[str]:
    return [_entry(door or _UNKNOWN_DOOR, 1.0, moment) for door, moment in zip(doors, moments, strict=True)]


def _entry(source: str, confidence: float | None, moment: str) -> str:
    told = _source(source, confidence)
    return f'{told},"obtained":"{moment}"}}' if moment else told + "}"


@lru_cache(maxsize=1024, typed=True)
def _source(source: str, confidence: float | None) -> str:
    """An entry without its moment and its end: sources are few, and moments as many as rows."""
    return json.dumps({"source": source, "confidence": confidence}, separators=(",", ":"))[:-1]


def _doors(frame: pl.DataFrame) -> list[str | None]:
    """The source of what was stated: the system that sent it, else the door it came by."""
    doors: list[str | None] = [None] * frame.height
    for name in ("door", "system"):
        if name in frame.columns:
            column = frame.get_column(name).to_list()
            doors = [better or known for better, known in zip(column, doors, strict=True)]
    return doors


def _moments(frame: pl.DataFrame) -> list[str]:
    name = next((name for name in ("at", "occurred_at") if name in frame.columns), None)
    if name is None:
        return [""] * frame.height
    moments: list[str | None] = frame.get_column(name).dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_list()
    return [moment or "" for moment in moments]
