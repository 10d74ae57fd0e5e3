"""Write offers and opportunities."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import connection

from handraiser.handoff.models import Offer, Opportunity
from handraiser.kit.identity import new_id, new_id_strings
from handraiser.kit.refusal import Refusal
from handraiser.lead import writer
from handraiser.lead.frame import MOMENT

WRITE_TOLD = """
INSERT INTO handoff_opportunity
    (id, lead_id, owner_id, external_id, state, amount, currency, reason, opened_at, closed_at, flag)
SELECT id, lead_id, owner_id, external_id, state, amount, currency, reason, opened_at, closed_at, flag
FROM jsonb_to_recordset(%s::jsonb) AS v(
    id uuid, lead_id uuid, owner_id bigint, external_id text, state text, amount float8, currency text,
    reason text, opened_at timestamptz, closed_at timestamptz, flag text)
ON CONFLICT (lead_id) DO UPDATE SET
    state = EXCLUDED.state,
    amount = coalesce(EXCLUDED.amount, handoff_opportunity.amount),
    currency = coalesce(EXCLUDED.currency, handoff_opportunity.currency),
    reason = EXCLUDED.reason, closed_at = EXCLUDED.closed_at, flag = EXCLUDED.flag
"""


class NotOnOffer(Refusal):
    """There is no open offer to answer."""


class NoOpportunity(Refusal):
    """The lead has no opportunity in a state that allows this."""


def write_offers(*, frame: pl.DataFrame, at: datetime) -> None:
    """Store the offers of a batch. Columns in: offered, lead_id, owner_id, owner_id_was, at."""
    offered = frame.filter("offered")
    writer.insert(
        Offer,
        offered.select(
            pl.Series("id", new_id_strings(offered.height), pl.Utf8),
            "lead_id",
            pl.col("owner_id").alias("offered_to_id"),
            pl.col("owner_id_was").alias("offered_by_id"),
            pl.col("at").alias("offered_at"),
            pl.lit("").alias("note"),
        ),
    )


def write_told(*, frame: pl.DataFrame, at: datetime) -> None:
    """Store the opportunities whose state was told from outside, as `step.told` leaves them."""
    told = frame.filter(pl.col("told_outcome").is_not_null() & pl.col("opportunity").is_not_null())
    if told.is_empty():
        return
    closed = pl.col("told_outcome").is_in(["won", "lost"])
    rows = told.select(
        pl.Series("id", new_id_strings(told.height), pl.Utf8),
        "lead_id",
        "owner_id",
        pl.lit(None, pl.Utf8).alias("external_id"),
        pl.col("opportunity").alias("state"),
        "amount",
        pl.col("told_currency").alias("currency"),
        pl.col("told_reason").alias("reason"),
        pl.min_horizontal("told_at", "opened_at").dt.strftime("%Y-%m-%dT%H:%M:%S%.6f+00").alias("opened_at"),
        pl.when(closed)
        .then(pl.col("told_at"))
        .cast(MOMENT)
        .dt.strftime("%Y-%m-%dT%H:%M:%S%.6f+00")
        .alias("closed_at"),
        pl.col("told_flag").alias("flag"),
    )
    with connection.cursor() as cursor:
        cursor.execute(WRITE_TOLD, [rows.write_json()])


def answer_offer(
    *, lead_id: UUID, answer: str, reason: str | None, note: str, by: int | None, at: datetime
) -> Offer:
    """Answer the open offer of a lead. Raises `NotOnOffer`."""
    offer = Offer.objects.select_for_update(of=("self",)).filter(lead_id=lead_id, answered_at=None).first()
    if offer is None:
        raise NotOnOffer("This lead is not on offer: it was answered already, or never offered.")
    offer.answer, offer.reason, offer.note = answer, reason, note
    offer.answered_by_id, offer.answered_at = by, at
    offer.save(update_fields=["answer", "reason", "note", "answered_by", "answered_at"])
    return offer


def withdraw_offers(*, lead_ids: Sequence[str], at: datetime) -> None:
    """Close the open offers of leads that have left the handoff stage."""
    Offer.objects.filter(lead_id__in=lead_ids, answered_at=None).update(
        answer="withdrawn", answered_at=at, note="The lead left the stage before an answer."
    )


def open_opportunity(*, lead_id: UUID, owner_id: int | None, at: datetime) -> Opportunity:
    """Open the opportunity of an accepted lead."""
    opportunity, _ = Opportunity.objects.get_or_create(
        lead_id=lead_id, defaults={"id": new_id(), "owner_id": owner_id, "opened_at": at, "state": "open"}
    )
    return opportunity


def close_opportunity(
    *,
    lead_id: UUID,
    state: str,
    amount: float | None,
    currency: str | None,
    reason: str | None,
    wake_at: datetime | None,
    at: datetime,
) -> Opportunity:
    """Set an opportunity won, lost, on hold or open again. Raises `NoOpportunity`."""
    opportunity = Opportunity.objects.select_for_update(of=("self",)).filter(lead_id=lead_id).first()
    if opportunity is None:
        raise NoOpportunity("This lead has no opportunity yet: sales must accept it first.")
    if opportunity.state in ("won", "lost") and state in ("won", "lost"):
        raise NoOpportunity(f"This opportunity is {opportunity.state} already.")
    opportunity.state, opportunity.reason, opportunity.wake_at = state, reason, wake_at
    opportunity.amount = amount if amount is not None else opportunity.amount
    opportunity.currency = currency or opportunity.currency
    opportunity.closed_at = at if state in ("won", "lost") else None
    opportunity.save()
    return opportunity
