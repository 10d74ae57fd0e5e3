"""Leads with their traits as they were known at first contact, and what became of them. Reads only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from django.db import connection

from handraiser.feedback.fetching import fetch
from handraiser.feedback.traits import BY_NAME, Trait
from handraiser.kit.refusal import Refusal
from handraiser.lead.catalogue import COLUMNS
from handraiser.lead.frame import MOMENT, POLARS_TYPE
from handraiser.lead.patience import no_longer_than

# A value may be written a little after the inquiry that brought it.
SAME_TIME = "1h"
PATIENCE_SECONDS = 60
# Heard of so long after it was opened, a lead was imported and not met; so many are asked about it.
AFTER_THE_FACT = timedelta(days=1)
ASKED = 1_000

SQL = """
SELECT l.id, coalesce(l.company_id, l.person_id), l.opened_at AT TIME ZONE 'UTC',
       coalesce(l.opportunity, l.outcome) = 'won', coalesce(l.opportunity, l.outcome) = 'lost',
       (CASE WHEN o.state IN ('won', 'lost') THEN o.closed_at ELSE l.ended_at END) AT TIME ZONE 'UTC' {columns}{obtained}
FROM lead_lead l
JOIN lead_person p ON p.id = l.person_id
LEFT JOIN lead_company c ON c.id = p.company_id
LEFT JOIN handoff_opportunity o ON o.lead_id = l.id
WHERE l.opened_at >= %(since)s AND l.opened_at < %(until)s
"""
# When we first heard of the lead: an imported history was all learned long after it happened.
HEARD_SQL = """
SELECT i.lead_id, min(i.received_at) AT TIME ZONE 'UTC'
FROM capture_inquiry i WHERE i.lead_id = ANY(%(leads)s::uuid[]) GROUP BY 1
"""
HEARD = {"lead_id": pl.Utf8, "heard_at": MOMENT}
# What the first grading of a lead saw, for values that were written over later.
SEEN_SQL = """
SELECT DISTINCT ON (lead_id) lead_id::text, explanation -> 'inputs'
FROM ledger_event WHERE kind = 'lead.graded' AND lead_id = ANY(%(leads)s::uuid[])
ORDER BY lead_id, at, id
"""
KEPT = {
    "lead_id": pl.Utf8,
    "kin": pl.Utf8,
    "opened_at": MOMENT,
    "won": pl.Boolean,
    "lost": pl.Boolean,
    "closed_at": MOMENT,
}


class UnknownTrait(Refusal):
    """A name that is no trait of a lead at first contact."""


@dataclass(frozen=True, slots=True)
class History:
    """`frame`: lead_id, kin (company, else person), opened_at, won, lost, closed_at, and a column for each trait.

    `learned_later`: for each trait, of how many leads the value was learned after first contact and so does not
    count; `seen_first`: of how many of those the ledger knew the earlier value.
    `after_the_fact`: most leads were heard of long after they had happened, as those of an imported history are.
    """

    frame: pl.DataFrame
    learned_later: dict[str, int]
    seen_first: dict[str, int]
    after_the_fact: bool = False


def chosen(names: Sequence[str]) -> tuple[Trait, ...]:
    """The traits of these names. Raises `UnknownTrait`."""
    for name in names:
        if name not in BY_NAME:
            raise UnknownTrait(
                f"'{name}' is not known of a lead at first contact. Choose from: {', '.join(BY_NAME)}.",
                field="trait",
            )
    return tuple(BY_NAME[name] for name in dict.fromkeys(names))


def load(traits: Sequence[Trait], *, since: datetime, until: datetime) -> History:
    """Every lead opened from `since` up to but without `until`, in the order of first contact. Raises TookTooLong."""
    period = {"since": since, "until": until}
    dated = [trait for trait in traits if trait.home != "lead"]
    schema: dict[str, Any] = {
        **KEPT,
        **{trait.name: POLARS_TYPE[COLUMNS[trait.name].type] for trait in traits},
        **{_obtained(trait): pl.Utf8 for trait in dated},
    }
    with no_longer_than(PATIENCE_SECONDS), connection.cursor() as cursor:
        frame = fetch(_sql(traits, dated), period, schema).sort("opened_at", "lead_id")
        frame = frame.with_columns(pl.col("won", "lost").fill_null(False))
        # Only of a value that came after the lead was opened must be asked whether we had heard of the lead then.
        late = _leads_with(frame.with_columns(pl.col("opened_at").alias("heard_at")), dated)
        heard = fetch(HEARD_SQL, {"leads": late}, HEARD)
        frame = frame.join(heard, on="lead_id", how="left", maintain_order="left")
        seen = _seen(cursor, _leads_with(frame, dated))
        after_the_fact = _after_the_fact(frame)
    frame, later, found = _as_known(frame, dated, seen)
    return History(frame.select(*KEPT, *(trait.name for trait in traits)), later, found, after_the_fact)


def _after_the_fact(frame: pl.DataFrame) -> bool:
    """Whether most of some leads, taken evenly from all, were heard of long after they were opened."""
    some = frame.gather_every(max(1, frame.height // ASKED)).select("lead_id", "opened_at")
    if some.is_empty():
        return False
    heard = some.join(fetch(HEARD_SQL, {"leads": some.get_column("lead_id").to_list()}, HEARD), on="lead_id")
    late = heard.filter(pl.col("heard_at") - pl.col("opened_at") > AFTER_THE_FACT)
    return late.height > 0.5 * some.height


def _sql(traits: Sequence[Trait], dated: Sequence[Trait]) -> str:
    columns = "".join(f", {COLUMNS[trait.name].sql}" for trait in traits)
    return SQL.replace("{columns}", columns).replace("{obtained}", "".join(map(_obtained_sql, dated)))


def _obtained_sql(trait: Trait) -> str:
    if trait.name == "country":
        return ", CASE WHEN p.country IS NOT NULL THEN p.provenance ELSE c.provenance END #>> '{country,obtained}'"
    alias = "p" if trait.home == "person" else "c"
    return f", {alias}.provenance #>> '{{{trait.name},obtained}}'"


def _obtained(trait: Trait) -> str:
    return f"{trait.name}_obtained"


def _late(trait: Trait) -> pl.Expr:
    """The value is there, but we learned it only after we first heard of the lead."""
    obtained = pl.col(_obtained(trait)).str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC", strict=False)
    heard = pl.max_horizontal("opened_at", "heard_at").dt.offset_by(SAME_TIME)
    return (pl.col(trait.name).is_not_null() & (obtained > heard)).fill_null(False)


def _leads_with(frame: pl.DataFrame, dated: Sequence[Trait]) -> list[str]:
    """The leads with a value that came late."""
    late = frame.filter(pl.any_horizontal(pl.lit(False), *map(_late, dated)))
    return late.get_column("lead_id").to_list()


def _seen(cursor: Any, leads: list[str]) -> dict[str, dict[str, Any]]:
    if not leads:
        return {}
    cursor.execute(SEEN_SQL, {"leads": leads})
    return {
        lead: inputs if isinstance(inputs, dict) else json.loads(inputs or "{}")
        for lead, inputs in cursor.fetchall()
    }


def _as_known(
    frame: pl.DataFrame, dated: Sequence[Trait], seen: dict[str, dict[str, Any]]
) -> tuple[pl.DataFrame, dict[str, int], dict[str, int]]:
    """The frame with every value that was learned later exchanged for what was seen first, else for nothing.

    And of how many leads the value is another now, and of how many of them the earlier one is known.
    """
    later: dict[str, int] = {}
    found: dict[str, int] = {}
    for trait in dated:
        first = {
            lead: inputs[trait.name] for lead, inputs in seen.items() if inputs.get(trait.name) is not None
        }
        kind = POLARS_TYPE[COLUMNS[trait.name].type]
        earlier = (
            pl.col("lead_id").replace_strict(first, default=None, return_dtype=kind)
            if first
            else pl.lit(None, kind)
        )
        frame = frame.with_columns(_late(trait).alias("late"), earlier.alias("earlier"))
        # A source that only said again what was known has taught nothing.
        changed = frame.filter(pl.col("late"), pl.col("earlier").ne_missing(pl.col(trait.name)))
        if changed.height:
            later[trait.name] = changed.height
        if known := changed.height - changed.get_column("earlier").null_count():
            found[trait.name] = known
        frame = frame.with_columns(pl.when("late").then("earlier").otherwise(trait.name).alias(trait.name))
    return frame, later, found
