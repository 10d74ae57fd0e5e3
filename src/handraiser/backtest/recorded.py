"""What history holds of some people: their inquiries, what they did, what our people did with them, and how it stands."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection

from handraiser.backtest.acts import Act, acts_of
from handraiser.capture.arrivals import from_raw
from handraiser.capture.queries import COLUMNS, WAITING_SCHEMA
from handraiser.identify.step import Key
from handraiser.lead.frame import MOMENT

INQUIRIES = f"SELECT {COLUMNS} FROM capture_inquiry WHERE id = ANY(%s::uuid[])"
BEHAVIOUR = """
COPY (
    SELECT person_id, kind, (extract(epoch FROM at) * 1000000)::bigint, nullif(properties, '{}')::text, id
    FROM score_behaviour WHERE person_id = ANY(%s::uuid[]) AND at <= %s
) TO STDOUT WITH (FORMAT csv)
"""
BEHAVIOUR_SCHEMA = pl.Schema(
    {"person_id": pl.Utf8(), "kind": pl.Utf8(), "at": pl.Int64(), "properties": pl.Utf8(), "id": pl.Utf8()}
)
KEYS = "SELECT kind, value, person_id::text FROM lead_person_key WHERE person_id = ANY(%s::uuid[])"
LEADS = """
SELECT l.id::text, l.person_id::text, l.pass_number, l.version_id::text, l.opened_at, l.stage, l.furthest_stage,
       l.grade, l.grade_points, l.score, l.scored_at, l.owner_id, l.team, l.outcome, l.ended_at, l.opportunity,
       o.state, o.closed_at, o.flag
FROM lead_lead l LEFT JOIN handoff_opportunity o ON o.lead_id = l.id
WHERE l.person_id = ANY(%s::uuid[])
"""
LEADS_SCHEMA = pl.Schema(
    {
        "lead_id": pl.Utf8(),
        "person_id": pl.Utf8(),
        "pass_number": pl.Int64(),
        "version_id": pl.Utf8(),
        "opened_at": MOMENT,
        "stage": pl.Utf8(),
        "furthest_stage": pl.Utf8(),
        "grade": pl.Utf8(),
        "grade_points": pl.Float64(),
        "score": pl.Float64(),
        "scored_at": MOMENT,
        "owner_id": pl.Int64(),
        "team": pl.Utf8(),
        "outcome": pl.Utf8(),
        "ended_at": MOMENT,
        "opportunity": pl.Utf8(),
        "sale": pl.Utf8(),
        "sold_at": MOMENT,
        "flag": pl.Utf8(),
    }
)
CLOCKS = """
SELECT lead_id::text, name, started_at, due_at, state, stopped_at FROM follow_up_clock
WHERE lead_id = ANY(%s::uuid[]) AND stopped_by IS DISTINCT FROM 'undone'
"""
CLOCKS_SCHEMA = pl.Schema(
    {
        "lead_id": pl.Utf8(),
        "name": pl.Utf8(),
        "started_at": MOMENT,
        "due_at": MOMENT,
        "state": pl.Utf8(),
        "stopped_at": MOMENT,
    }
)
# Outcomes told from outside that end a pass or open its sale.
OUTCOME = ("outcome", "outcome_at", "amount", "currency", "outcome_reason")


@dataclass(slots=True)
class Chunk:
    """People of a chunk, each with a number of its own, and all that was recorded of them.

    `inquiries`: as arrivals, with `who`, and `moment`, when each became known; an outcome that came later than
    the rest of its inquiry stands in a row of its own. `behaviour`: with `who`, in the order of person and time.
    `company_keys`: those that the inquiries carry when they are normalised, as far as they are stored.
    """

    people: list[str]
    number: dict[str, int]
    inquiries: pl.DataFrame
    behaviour: pl.DataFrame
    acts: list[Act]
    leads: pl.DataFrame
    clocks: pl.DataFrame
    keys: dict[Key, str]
    company_keys: dict[Key, str] = field(default_factory=dict)


def read_chunk(lot: Sequence[tuple[str, Sequence[str]]], *, horizon: datetime) -> Chunk:
    """All that was recorded of these people up to the horizon."""
    people = [who for who, _ in lot]
    number = {who: place for place, who in enumerate(people)}
    whose = {inquiry: number[who] for who, inquiries in lot for inquiry in inquiries}
    leads = _rows(LEADS, [people], LEADS_SCHEMA)
    lead_ids = leads.get_column("lead_id").to_list()
    whose_lead = {
        lead: number[person] for lead, person in zip(lead_ids, leads.get_column("person_id"), strict=True)
    }
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [people])
        keys = {(kind, value): person for kind, value, person in cursor.fetchall()}
    return Chunk(
        people=people,
        number=number,
        inquiries=_inquiries(whose),
        behaviour=_behaviour(people, number, horizon),
        acts=acts_of(lead_ids, whose_lead, horizon=horizon),
        leads=leads,
        clocks=_rows(CLOCKS, [lead_ids], CLOCKS_SCHEMA),
        keys=keys,
    )


def _rows(statement: str, values: list[Any], schema: pl.Schema) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def _inquiries(whose: dict[str, int]) -> pl.DataFrame:
    frame = from_raw(_rows(INQUIRIES, [list(whose)], WAITING_SCHEMA))
    who = [whose[inquiry] for inquiry in frame.get_column("inquiry_id")]
    frame = frame.with_columns(
        pl.Series("who", who, pl.Int32),
        pl.when(pl.col("outcome").is_not_null()).then(pl.col("outcome_at")).alias("told_at"),
    ).sort("who", "occurred_at", "inquiry_id")
    first = frame.get_column("who").is_first_distinct()
    late = frame.get_column("told_at") > frame.get_column("occurred_at")
    # Who was won later was not won yet when they came: the outcome has its own moment.
    said = frame.with_columns(
        *(
            pl.when(pl.lit(late.fill_null(False)))
            .then(pl.lit(None, frame.schema[name]))
            .otherwise(pl.col(name))
            .alias(name)
            for name in OUTCOME
        ),
        pl.when(pl.lit(first) | pl.col("outcome").is_null())
        .then("occurred_at")
        .otherwise(pl.min_horizontal("occurred_at", pl.coalesce("told_at", "occurred_at")))
        .alias("moment"),
    )
    told = frame.filter(late.fill_null(False)).with_columns(
        pl.col("told_at").alias("moment"),
        pl.col("told_at").alias("occurred_at"),
        pl.lit(None, pl.Utf8).alias("inquiry_kind"),
    )
    both = pl.concat([said, told]) if told.height else said
    # Nobody is told of before they came.
    opened = pl.col("occurred_at").first().over("who")
    return (
        both.with_columns(pl.max_horizontal("moment", opened).alias("moment"))
        .with_columns(pl.col("moment").alias("occurred_at"))
        .drop("told_at")
    )


def _behaviour(people: Sequence[str], number: dict[str, int], horizon: datetime) -> pl.DataFrame:
    text = io.BytesIO()
    with connection.cursor() as cursor, cursor.copy(BEHAVIOUR, [list(people), horizon]) as copy:
        for part in copy:
            text.write(part)
    text.seek(0)
    if not text.getbuffer().nbytes:
        frame = BEHAVIOUR_SCHEMA.to_frame()
    else:
        frame = pl.read_csv(text, has_header=False, schema=BEHAVIOUR_SCHEMA)
    codes = pl.DataFrame(
        {"person_id": list(number), "who": list(number.values())}, schema_overrides={"who": pl.Int32}
    )
    return (
        frame.join(codes, on="person_id", how="inner")
        .with_columns(pl.col("at").cast(MOMENT), pl.col("properties").fill_null("{}"))
        .sort("who", "at", "id")
    )
