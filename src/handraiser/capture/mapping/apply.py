"""Rows of a file to raw inquiries, by a mapping. Pure: chunk in, frame out."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from handraiser.capture.arrivals import FIELDS
from handraiser.capture.mapping.amounts import currency_code
from handraiser.capture.mapping.document import NAMING, Mapping
from handraiser.capture.mapping.guards import unguarded
from handraiser.capture.mapping.spoiled_ids import mended
from handraiser.capture.mapping.targets import SKIP, TARGETS
from handraiser.capture.mapping.totals import REASON, lines_of_totals
from handraiser.capture.mapping.typed import read_typed
from handraiser.capture.reading.table import Chunk, RowRefused

DEFAULT_SYSTEM = "import"
_UNIT, _RECORD = "\x1f", "\x1e"
# What is cleaned by the journey comes there as it was written; the others are only rid of outer blanks.
_KEYS = tuple(name for name, target in TARGETS.items() if target.type == "key")
_IDS = ("external_id", "opportunity_id")
_WHO = (*NAMING, "company_name", "domain", *_IDS)
_NOBODY = "It says nothing of who it is: no name, address, number, company or id."
_COPIED_TYPES = ("text", "key")
_GUARDS = r"^(?:p:|')([+\d(])"


@dataclass(slots=True)
class Mapped:
    """Raw inquiries of a chunk, with the columns of `arrivals.SCHEMA` that a file can tell and `line`.

    `refused` are rows that cannot be taken in; `notes` says by line what was not understood and was kept aside.
    """

    frame: pl.DataFrame
    refused: list[RowRefused]
    notes: dict[int, str]


class Mapper:
    """Applies one fitted mapping to chunk after chunk."""

    def __init__(self, mapping: Mapping, columns: Sequence[str]) -> None:
        self._mapping = mapping
        self._columns = list(columns)
        self._feeds: dict[str, list[str]] = {}
        for column, target in mapping.columns.items():
            self._feeds.setdefault(target, []).append(column)
        skipped = self._feeds.pop(SKIP, [])
        self._reached_by = [*self._feeds.get("email", []), *self._feeds.get("phone", [])]
        self._extra = [name for name in columns if name not in mapping.columns and name not in skipped]

    @property
    def system(self) -> str:
        """The name space of the external ids."""
        return self._mapping.system or DEFAULT_SYSTEM

    def apply(self, chunk: Chunk) -> Mapped:
        """The chunk as raw inquiries; a row is refused whose moment cannot be read, or that names nobody."""
        told = unguarded(chunk.frame, self._columns)
        cells = told.with_columns(_blank_to_null(name) for name in self._columns)
        read = read_typed(cells, self._feeds, self._mapping)
        ids = mended(cells, [column for name in _IDS for column in self._feeds.get(name, [])])
        frame = ids.cells.select("line", *self._copied()).with_columns(read.columns)
        if read.currency is not None:
            named = frame.get_column("currency") if "currency" in frame.columns else read.currency
            frame = frame.with_columns(named.fill_null(read.currency).alias("currency"))
        frame = frame.hstack([self._extra_of(cells, [*read.aside, *ids.aside])])
        frame = frame.with_columns(self._dedupe_keys(frame), pl.lit(self.system).alias("system"))
        notes = _joined(_joined(chunk.notes, read.notes), ids.notes)
        for line in self._lines_of_nobody(frame):
            read.refused.setdefault(line, _NOBODY)
        for line in lines_of_totals(cells, self._columns, self._reached_by):
            read.refused[line] = REASON
            notes.pop(line, None)
        if not read.refused:
            return Mapped(frame, chunk.refused, notes)
        kept = ~pl.col("line").is_in(list(read.refused))
        refused = chunk.refused + [
            RowRefused(int(line), [cell or "" for cell in row], read.refused[line])
            for line, *row in cells.filter(~kept).select("line", *self._columns).iter_rows()
        ]
        return Mapped(frame.filter(kept), sorted(refused, key=lambda row: row.line), notes)

    def _lines_of_nobody(self, frame: pl.DataFrame) -> list[int]:
        """The lines of rows that leave every column blank that says who people are, if there is such a column."""
        if not NAMING & self._feeds.keys():
            return []
        who = [pl.col(name).is_null() for name in _WHO if name in frame.columns]
        return frame.filter(pl.all_horizontal(who)).get_column("line").to_list()

    def _copied(self) -> list[pl.Expr]:
        """Targets that are text: the first column that says something, else the constant."""
        expressions: list[pl.Expr] = []
        for name, target in TARGETS.items():
            if target.type not in _COPIED_TYPES or name not in {*self._feeds, *self._mapping.constants}:
                continue
            feeds = [pl.col(column) for column in self._feeds.get(name, [])]
            if name == "phone":
                feeds = [feed.str.replace(_GUARDS, "$1") for feed in feeds]
            if name in _KEYS:
                feeds = [feed.str.strip_chars() for feed in feeds]
            if name == "currency":
                feeds = [feed.map_elements(currency_code, pl.Utf8) for feed in feeds]
            if name == "inquiry_kind":
                feeds = [_as_key(feed) for feed in feeds]
            constant = self._mapping.constants.get(name)
            # A blank in a column of sources says that the source is not known, and the figures keep it apart.
            if constant is not None and not (name == "source" and feeds):
                feeds.append(pl.lit(constant))
            expressions.append(pl.coalesce(feeds).alias(name))
        return expressions

    def _extra_of(self, cells: pl.DataFrame, aside: Sequence[pl.Series]) -> pl.Series:
        """Unmapped cells, and mapped ones that were not understood, as one JSON object per row."""
        kept = [*cells.select(self._extra).get_columns(), *aside]
        # A second address or number is not lost because the first one counts.
        kept += [cells.get_column(column) for feeds in self._feeds.values() for column in feeds[1:]]
        kept = [column for column in kept if column.null_count() < cells.height]
        if not kept:
            return pl.Series("extra", [None] * cells.height, pl.Utf8)
        pairs = [
            pl.when(pl.col(column.name).is_not_null()).then(
                pl.struct(column.name).struct.json_encode().str.slice(1).str.head(-1)
            )
            for column in kept
        ]
        told = pl.DataFrame(kept).select(
            pl.concat_str(pairs, separator=",", ignore_nulls=True).alias("pairs")
        )
        return told.select(
            pl.when(pl.col("pairs") != "")
            .then(pl.concat_str(pl.lit("{"), "pairs", pl.lit("}")))
            .alias("extra")
        ).to_series()

    def _dedupe_keys(self, frame: pl.DataFrame) -> pl.Series:
        """The same row of the same system has the same key, whatever file and line it stands in."""
        told = [name for name in (*FIELDS, "occurred_at") if name in frame.columns]
        said = frame.select(
            pl.concat_str(
                [pl.lit(f"{name}{_UNIT}") + _as_text(name, frame.schema[name]) for name in told],
                separator=_RECORD,
                ignore_nulls=True,
            )
        ).to_series()
        system = sha256(f"{self.system}{_RECORD}".encode())

        def key(row: str) -> str:
            digest = system.copy()
            digest.update(row.encode())
            # Half of it is more than enough, and the index is half the size.
            return digest.hexdigest()[:32]

        return pl.Series("dedupe_key", [key(row) for row in said], pl.Utf8)


def _joined(first: dict[int, str], second: dict[int, str]) -> dict[int, str]:
    return first | {line: f"{first[line]} {note}" if line in first else note for line, note in second.items()}


def _blank_to_null(name: str) -> pl.Expr:
    column = pl.col(name)
    return pl.when(column.str.strip_chars() != "").then(column).alias(name)


def _as_key(column: pl.Expr) -> pl.Expr:
    return column.str.to_lowercase().str.replace_all(r"[^\pL\pN]+", "_").str.strip_chars("_")


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    return (
        pl.col(name).dt.epoch("us").cast(pl.Utf8)
        if isinstance(kind, pl.Datetime)
        else pl.col(name).cast(pl.Utf8)
    )
