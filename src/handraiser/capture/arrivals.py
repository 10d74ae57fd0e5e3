"""What arrives: the frame of raw inquiries that every door makes, whatever it was told."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson
import polars as pl

from handraiser.kit.identity import new_id_strings

MOMENT = pl.Datetime("us", "UTC")

# What an inquiry may say, as text, just as it was said. Anything else travels in `extra`, a JSON object.
FIELDS: tuple[str, ...] = (
    "email",
    "first_name",
    "last_name",
    "full_name",
    "phone",
    "title",
    "company_name",
    "domain",
    "industry",
    "employees",
    "revenue",
    "country",
    "region_name",
    "city",
    "source",
    "campaign",
    "medium",
    "term",
    "content",
    "landing_page",
    "inquiry_kind",
    "message",
    "external_id",
    "consent",
    "owner",
    "outcome",
    "outcome_at",
    "amount",
    "currency",
    "outcome_reason",
    "opportunity_id",
    "extra",
)

SCHEMA = pl.Schema(
    {
        **dict.fromkeys(FIELDS, pl.Utf8()),
        "consent": pl.Boolean(),
        "outcome_at": MOMENT,
        "occurred_at": MOMENT,
        "received_at": MOMENT,
        "door": pl.Utf8(),
        "system": pl.Utf8(),
        "dedupe_key": pl.Utf8(),
        "import_id": pl.Utf8(),
        "line": pl.Int64(),
    }
)
RAW_SCHEMA = pl.Schema({name: SCHEMA[name] for name in FIELDS})


def arrivals(rows: Iterable[Mapping[str, object]], *, door: str, system: str, at: datetime) -> pl.DataFrame:
    """Raw inquiries as a frame: the columns of `SCHEMA`, with inquiry_id and raw (JSON text) beside them.

    `rows` name fields of `SCHEMA`; `occurred_at` and `received_at` default to `at`.
    """
    frame = pl.DataFrame(list(rows), schema=SCHEMA, orient="row", strict=False)
    return complete(
        frame.with_columns(
            pl.col("occurred_at").fill_null(pl.lit(at, MOMENT)),
            pl.lit(at, MOMENT).alias("received_at"),
            pl.lit(door).alias("door"),
            pl.lit(system).alias("system"),
        )
    )


def complete(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds what a door leaves out: missing columns as null, inquiry_id, and raw, all that was said as JSON text."""
    missing = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in frame.columns]
    frame = frame.with_columns(*missing, pl.Series("inquiry_id", new_id_strings(frame.height), pl.Utf8))
    said = [name for name in FIELDS if frame.get_column(name).null_count() < frame.height]
    raw = pl.struct(said).struct.json_encode() if said else pl.lit("{}")
    return frame.with_columns(raw.alias("raw"))


def from_raw(frame: pl.DataFrame) -> pl.DataFrame:
    """The same frame again from stored inquiries. Columns in: raw and the columns beside `FIELDS`."""
    said = [_plain(orjson.loads(text)) for text in frame.get_column("raw")]
    fields = pl.DataFrame(said, schema=RAW_SCHEMA, orient="row", strict=False)
    return frame.with_columns(fields.get_columns())


def _plain(said: dict[str, object]) -> dict[str, object]:
    told = said.get("outcome_at")
    return {**said, "outcome_at": datetime.fromisoformat(told) if isinstance(told, str) else None}
