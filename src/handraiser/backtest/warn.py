"""Where history cannot answer: said plainly, beside the figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl

from handraiser.backtest.halves import Lot
from handraiser.backtest.moments import Candidate
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.scope import Scope
from handraiser.document import Document
from handraiser.process.models import Version
from handraiser.process.queries import VersionUnreadable, document_of
from handraiser.score.grade import columns_of as grade_columns
from handraiser.staff.queries import Staff
from handraiser.stage.step import columns_of as stage_columns

# Facts that an inquiry brings: what a rule may ask for and history may never have held.
SAID = (
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
    "city",
    "source",
    "campaign",
    "medium",
    "landing_page",
    "consent",
)
# So long after the first inquiry a sale may still be on its way, unless the record says otherwise.
USUAL_WAIT = timedelta(days=90)


@dataclass(slots=True)
class Seen:
    """What history held, counted over the chunks."""

    inquiries: int = 0
    behaviours: int = 0
    acts: int = 0
    touches: int = 0
    told_late: int = 0
    lost: int = 0
    won: int = 0
    flagged: int = 0
    late: int = 0
    strangers: int = 0
    said: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    versions: Counter[str] = field(default_factory=Counter)
    owners: Counter[int] = field(default_factory=Counter)
    waits: list[pl.Series] = field(default_factory=list)
    opened: list[pl.Series] = field(default_factory=list)

    def over(self, lots: Iterable[Lot]) -> Iterator[Lot]:
        """The lots, each counted as it was read."""
        for lot in lots:
            self._read(lot.chunk, lot.cleaned[0])
            yield lot
            del lot

    def _read(self, chunk: Chunk, cleaned: pl.DataFrame) -> None:
        self.inquiries += chunk.inquiries.height
        self.behaviours += chunk.behaviour.height
        self.acts += len(chunk.acts)
        self.touches += sum(act.kind == "touch.made" for act in chunk.acts)
        late = (
            chunk.inquiries.get_column("received_at") - chunk.inquiries.get_column("occurred_at")
        ) > timedelta(days=7)
        self.told_late += int(late.sum())
        self.said |= {
            name
            for name in SAID
            if name in cleaned.columns and cleaned.get_column(name).null_count() < cleaned.height
        }
        self.kinds |= set(chunk.behaviour.get_column("kind").unique().to_list())

    def add(self, chunk: Chunk, passes: pl.DataFrame, rows: pl.DataFrame) -> None:
        """Count what became of one chunk."""
        self.versions.update(chunk.leads.get_column("version_id").to_list())
        self.owners.update(chunk.leads.get_column("owner_id").drop_nulls().to_list())
        self.strangers += len(chunk.people) - passes.get_column("who").n_unique()
        self.won += int(rows.get_column("won").sum())
        self.lost += int(
            ((rows.get_column("sale") == "lost") | (rows.get_column("real_outcome") == "lost"))
            .fill_null(False)
            .sum()
        )
        self.flagged += int(chunk.leads.get_column("flag").is_not_null().sum())
        sold = rows.filter("won")
        self.waits.append((sold.get_column("sold_at") - sold.get_column("opened_at")).dt.total_seconds())
        self.opened.append(rows.get_column("opened_at"))


def warnings(
    seen: Seen, draft: Candidate, base: Candidate, scope: Scope, at: datetime, staff: Staff
) -> list[str]:
    """All that the reader must know before believing a figure."""
    told: list[str] = []
    if not seen.touches:
        told.append("No touch was recorded in this history, so no promise of a first touch could be kept.")
    if seen.inquiries and seen.told_late / seen.inquiries > 0.5:
        told.append(
            f"{seen.told_late:,} of {seen.inquiries:,} inquiries came as history, more than a week after they happened: "
            "they start no clocks, and what people did with them may not be recorded."
        )
    told += _unknown_columns(seen, draft.document)
    told += _unknown_behaviour(seen, draft.document)
    told += _unreadable(seen)
    told += _late_cohorts(seen, at)
    if scope.sample is not None:
        told.append("This is a sample: owners' loads and capacities count only the leads in it.")
    if scope.since is not None:
        told.append("Owners' loads count only people who came in the period.")
    left = [
        staff.by_id[owner].name
        for owner in seen.owners
        if owner in staff.by_id and not staff.by_id[owner].active
    ]
    if left:
        told.append(
            "These people owned leads and have left since, so that neither version gives them any: "
            + ", ".join(sorted(left))
            + "."
        )
    if seen.flagged:
        told.append(f"{seen.flagged:,} sales were closed before the first contact; they count as recorded.")
    if not seen.won:
        told.append(
            "No lead of this period is recorded as won, so nothing can be said about how well a version separates."
        )
    return told


def _unknown_columns(seen: Seen, document: Document) -> list[str]:
    named = grade_columns(document.grade) | stage_columns(document.stages)
    missing = sorted((named & set(SAID)) - seen.said)
    if not missing:
        return []
    return [
        f"Rules name {', '.join(missing)}, which no inquiry of this history held: they could not hold for anybody."
    ]


def _unknown_behaviour(seen: Seen, document: Document) -> list[str]:
    missing = sorted({rule.behaviour for rule in document.score.rules} - seen.kinds)
    if not missing:
        return []
    return [f"The score counts behaviour that was never seen: {', '.join(missing)}."]


def _unreadable(seen: Seen) -> list[str]:
    told: list[str] = []
    for version_id, leads in sorted(seen.versions.items()):
        try:
            document_of(UUID(version_id), Document)
        except VersionUnreadable as unreadable:
            told.append(
                f"Version {unreadable.version.number}, under which {leads:,} leads ran, cannot be read any more; "
                "what it decided is left out, and what people did then is counted."
            )
        except Version.DoesNotExist:
            told.append(f"The version {version_id}, under which {leads:,} leads ran, is not there any more.")
    return told


def _late_cohorts(seen: Seen, at: datetime) -> list[str]:
    if not seen.won:
        return []
    waits = pl.concat(seen.waits).drop_nulls()
    wait = waits.quantile(0.9) if len(waits) else None
    usual = timedelta(seconds=wait) if wait is not None else USUAL_WAIT
    opened = pl.concat(seen.opened)
    late = int((opened > at - usual).sum())
    if not late:
        return []
    return [
        (
            f"{late:,} leads came in the last {usual.days} days. One sale in ten takes longer than that, so that some of "
            "these leads count as not won only because they have not had the time."
        )
    ]
