"""A pilot and its control, measure by measure: the difference, how sure it is, and when it may be believed.

Who looks every morning and stops at the first good one fools himself. So until the planned number of leads is in
both arms, intervals are wide enough to be looked at as often as one likes (time-uniform: Waudby-Smith, Arbour,
Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", 2021); from then
on they are the ordinary ones for two shares (Newcombe 1998, method 10).
"""

from dataclasses import dataclass
from datetime import datetime
from math import log, sqrt
from statistics import NormalDist
from typing import Literal
from uuid import UUID

from django.db import connection

from handraiser.kit.intervals import newcombe, wilson

NORMAL = NormalDist()
ALPHA = 0.05
POWER = 0.8
Verdict = Literal["too_early", "better", "worse", "no_difference"]


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """A share of an arm's leads. `sql`: a condition on the lead `l`. `more_is_better`: or less."""

    key: str
    title: str
    sql: str
    more_is_better: bool = True


MEASURES: tuple[MeasureKind, ...] = (
    MeasureKind("touched", "Touched by a person", "l.first_touch_at IS NOT NULL"),
    MeasureKind(
        "kept",
        "No promise broken",
        # The longest stay in a stage is a limit of the process, and a promise to nobody.
        "NOT EXISTS (SELECT 1 FROM follow_up_clock c WHERE c.lead_id = l.id AND c.breached_at IS NOT NULL"
        " AND c.name <> 'stage_duration')",
    ),
    MeasureKind("qualified", "Qualification complete", "l.qualified"),
    MeasureKind("offered", "Offered to sales", "l.handoff IS NOT NULL"),
    MeasureKind(
        "accepted",
        "Accepted by sales",
        "EXISTS (SELECT 1 FROM handoff_offer o WHERE o.lead_id = l.id AND o.answer = 'accepted')",
    ),
    MeasureKind(
        "rejected",
        "Rejected by sales",
        "EXISTS (SELECT 1 FROM handoff_offer o WHERE o.lead_id = l.id AND o.answer = 'rejected')",
        more_is_better=False,
    ),
    MeasureKind("won", "Won", "coalesce(l.opportunity, l.outcome) = 'won'"),
    MeasureKind(
        "out", "Disqualified or recycled", "l.outcome IN ('disqualified', 'recycled')", more_is_better=False
    ),
)
BY_KEY = {measure.key: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Arm:
    """How many leads are in an arm, and for how many of them the measure holds."""

    leads: int
    held: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None while the arm is empty."""
        return self.held / self.leads if self.leads else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure in both arms. `difference` and its interval are pilot less control, in shares; None while an arm
    is empty. `final`: the planned number of leads is there, so the interval is the ordinary one."""

    measure: MeasureKind
    pilot: Arm
    control: Arm
    difference: float | None
    low: float | None
    high: float | None
    final: bool
    verdict: Verdict


COUNT = "count(*) FILTER (WHERE {sql})"
ARMS = """
SELECT m.arm, count(*), {counts} FROM process_pilot_lead m JOIN lead_lead l ON l.id = m.lead_id
WHERE m.pilot_id = %s GROUP BY m.arm
"""
BASE = "SELECT count(*), {count} FROM lead_lead l WHERE l.opened_at >= %s AND l.opened_at < %s"


def compare(pilot_id: UUID, *, sample: int) -> list[Comparison]:
    """Every measure of a pilot; `sample` is the planned number of leads in each arm."""
    counts = ", ".join(COUNT.replace("{sql}", measure.sql) for measure in MEASURES)
    with connection.cursor() as cursor:
        cursor.execute(ARMS.replace("{counts}", counts), [pilot_id])
        arms = {arm: (leads, held) for arm, leads, *held in cursor.fetchall()}
    nothing = [0] * len(MEASURES)
    pilot_leads, pilot_held = arms.get("pilot", (0, nothing))
    control_leads, control_held = arms.get("control", (0, nothing))
    return [
        compared(measure, Arm(pilot_leads, ours), Arm(control_leads, theirs), sample=sample)
        for measure, ours, theirs in zip(MEASURES, pilot_held, control_held, strict=True)
    ]


def compared(measure: MeasureKind, pilot: Arm, control: Arm, *, sample: int) -> Comparison:
    """The difference between two arms with its interval and what may be said of it now."""
    final = min(pilot.leads, control.leads) >= sample
    if pilot.share is None or control.share is None:
        return Comparison(measure, pilot, control, None, None, None, False, "too_early")
    difference = pilot.share - control.share
    low, high = _in_the_end(pilot, control) if final else _at_any_time(pilot, control, sample)
    verdict: Verdict
    if low <= 0 <= high:
        verdict = "no_difference" if final else "too_early"
    else:
        verdict = "better" if (difference > 0) is measure.more_is_better else "worse"
    return Comparison(measure, pilot, control, difference, low, high, final, verdict)


def sample_needed(base: float, least_difference: float) -> int:
    """Leads in each arm by which a difference of that many shares from `base` is found in four of five cases, at
    5 % error: the usual formula for two independent shares (Fleiss, Levin and Paik 2003, 4.14)."""
    other = min(max(base + least_difference, 0.0005), 0.9995)
    base = min(max(base, 0.0005), 0.9995)
    middle = (base + other) / 2
    spread = NORMAL.inv_cdf(1 - ALPHA / 2) * sqrt(2 * middle * (1 - middle))
    spread += NORMAL.inv_cdf(POWER) * sqrt(base * (1 - base) + other * (1 - other))
    return max(30, round(spread**2 / (base - other) ** 2 + 0.5))


def base_share(measure: str, *, since: datetime, until: datetime) -> Arm:
    """How the measure stood among all leads opened in a period."""
    with connection.cursor() as cursor:
        cursor.execute(BASE.replace("{count}", COUNT.replace("{sql}", BY_KEY[measure].sql)), [since, until])
        leads, held = cursor.fetchone()
    return Arm(leads, held)


def _in_the_end(pilot: Arm, control: Arm) -> tuple[float, float]:
    found = newcombe(wilson(pilot.held, pilot.leads), wilson(control.held, control.leads))
    return found.low, found.high


def _at_any_time(pilot: Arm, control: Arm, sample: int) -> tuple[float, float]:
    ours, theirs = pilot.held / pilot.leads, control.held / control.leads
    width = _half_width(pilot, sample) + _half_width(control, sample)
    return max(-1.0, ours - theirs - width), min(1.0, ours - theirs + width)


def _half_width(arm: Arm, sample: int) -> float:
    """Half of an interval that holds at every look; tightest about the planned number of leads."""
    alpha, n = ALPHA / 2, arm.leads
    # A share of none or all has no spread yet; one lead more of either kind is never far off.
    share = (arm.held + 1) / (n + 2)
    tight = (-2 * log(alpha) + log(-2 * log(alpha) + 1)) / sample
    part = n * tight + 1
    return sqrt(share * (1 - share)) * sqrt(2 * part / (n * n * tight) * log(sqrt(part) / alpha))
