"""Ask the providers in order. Pure: only those that answer offline are asked here."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from handraiser.connectors import confidence_of, providers
from handraiser.enrich.rules import EnrichRules
from handraiser.kit.frames import put

STATED = 1.0


def enrich(frame: pl.DataFrame, rules: EnrichRules) -> pl.DataFrame:
    """Fill the empty fields of the waterfall; rows and their order stay.

    Columns in: those that the providers need and those they fill (email, email_domain, phone, title, domain,
    country, ...); one that is absent counts as empty. Columns out, for every field of the waterfall: the
    field, `<field>_source` (the provider's name; null where the value was stated or is unknown) and
    `<field>_confidence` (1.0 where it was stated; null where the value is unknown).
    """
    known = providers()
    needed = {need for names in rules.waterfall.values() for name in names for need in known[name].needs}
    absent = [name for name in sorted(needed | set(rules.waterfall)) if name not in frame.columns]
    frame = put(frame, *(_text(name, None, frame.height) for name in absent))
    asked: dict[str, pl.DataFrame] = {}
    for field, names in rules.waterfall.items():
        filling = _as_stated(frame.get_column(field))
        for name in names:
            if filling.value.null_count() == 0:
                break
            # A provider may fill several fields, so its answers are kept.
            if name not in asked:
                asked[name] = known[name].look_up(frame)
            filling = _filled(filling, name, asked[name])
        frame = put(frame, filling.value, filling.source, filling.confidence)
    return frame


@dataclass(frozen=True, slots=True)
class _Filling:
    """A field on its way through the waterfall."""

    value: pl.Series
    source: pl.Series
    confidence: pl.Series


def _as_stated(value: pl.Series) -> _Filling:
    """Nobody has been asked yet."""
    height, source = value.len(), _text(f"{value.name}_source", None, value.len())
    nowhere = _sureness(confidence_of(value.name), None, height)
    if value.null_count() == height:
        return _Filling(value, source, nowhere)
    everywhere = _sureness(nowhere.name, STATED, height)
    if value.null_count() == 0:
        return _Filling(value, source, everywhere)
    return _Filling(value, source, nowhere.zip_with(value.is_null(), everywhere))


def _filled(filling: _Filling, name: str, answers: pl.DataFrame) -> _Filling:
    """What this provider knows, where nobody before it knew anything."""
    answer, sureness = answers.get_column(filling.value.name), answers.get_column(filling.confidence.name)
    nothing_known = filling.value.null_count() == answer.len()
    # Frames of one row have no use for masks, which cost more than all the rest.
    if nothing_known and answer.null_count() in (0, answer.len()):
        told = None if answer.null_count() else name
        return _Filling(answer, _text(filling.source.name, told, answer.len()), sureness)
    kept = filling.value.is_not_null() | answer.is_null()
    return _Filling(
        filling.value.zip_with(kept, answer),
        filling.source.zip_with(kept, _text(filling.source.name, name, answer.len())),
        filling.confidence.zip_with(kept, sureness),
    )


def _text(name: str, value: str | None, height: int) -> pl.Series:
    return _one_text(value).new_from_index(0, height).alias(name)


def _sureness(name: str, value: float | None, height: int) -> pl.Series:
    return _one_sureness(value).new_from_index(0, height).alias(name)


# Making a column from Python is dear in a frame of one row; a column of one value is kept and repeated.
@cache
def _one_text(value: str | None) -> pl.Series:
    return pl.Series([value], dtype=pl.Utf8)


@cache
def _one_sureness(value: float | None) -> pl.Series:
    return pl.Series([value], dtype=pl.Float64)
