"""How things stand before a change: every measure with what it is counted from, or why it cannot be measured."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handraiser.lead.patience import no_longer_than
from handraiser.report import readings
from handraiser.report.funnel import funnel
from handraiser.report.pace import clocks
from handraiser.report.readings import FIELDS, one, reasons
from handraiser.report.scope import Scope

PATIENCE_SECONDS = 60
HOUR, DAY = 3_600.0, 86_400.0
# As many that all passed a gate passed no gate.
JUMPED = 20
NO_LEADS = "No lead was opened in this period."
NO_TOUCHES = (
    "No touch is recorded. Calls, mails and meetings must be written down, or brought in from where they are."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure, such as one reason of all: its words, its value and how many it counts."""

    words: str
    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure. `value` None: it cannot be measured, and `why_not` says which data is missing.

    `n`: how many it comes from, and `of` what these are. `unit`: `%`, `hours`, `days`, a currency or what it counts.
    """

    group: str
    measure: str
    value: float | None
    unit: str
    n: int
    why_not: str = ""
    note: str = ""
    parts: tuple[Part, ...] = ()
    of: str = "leads"


def baseline(
    scope: Scope, *, stages: Mapping[str, str], routed: Collection[str], reason_words: Mapping[str, str]
) -> list[Figure]:
    """Every measure of the leads opened in the period.

    `stages`: key to title, in their order; `routed`: the keys of those in which a lead needs an owner.
    Raises TookTooLong.
    """
    with no_longer_than(PATIENCE_SECONDS):
        leads, sales = one(readings.LEADS, scope, routed=list(routed)), one(readings.SALES, scope)
        return [
            *_speed(leads),
            *_promises(scope),
            *_gates(scope, stages),
            *_handoff(scope, reason_words),
            *_outcome(scope, leads, sales, reason_words),
            *_data(scope, leads),
        ]


def _speed(leads: Mapping[str, float]) -> Iterator[Figure]:
    n, timed = int(leads["leads"]), int(leads["timed"])
    none = NO_LEADS if not n else NO_TOUCHES
    median = leads["touch_median"] / HOUR if timed else None
    note = ""
    if timed:
        within = f"nine of ten within {_long(leads['touch_p90'])}, nights included"
        note = f"{within}; {n - timed:,} without one"
    yield _figure(
        "Speed", "Time to first touch, median", median, "hours", timed, none, note, of="touched leads"
    )
    for words, key in (("an hour", "in_hour"), ("a day", "in_day")):
        yield _share("Speed", f"First touch within {words}", leads[key], n if timed else 0, none)
    worked = int(leads["worked"])
    mean = float(leads["touches"]) / n if worked else None
    yield _figure("Speed", "Touches per lead", mean, "touches", n if worked else 0, none)


def _promises(scope: Scope) -> Iterator[Figure]:
    lines = [line for line in clocks(scope).promises if line.kept + line.broken]
    kept, ended = sum(line.kept for line in lines), sum(line.kept + line.broken for line in lines)
    parts = tuple(
        Part(
            line.name.replace("_", " "), 100 * line.kept / (line.kept + line.broken), line.kept + line.broken
        )
        for line in lines
    )
    why = "No promise has ended yet: clocks start with leads that come in live, not with an imported history."
    yield _share("Speed", "Promises kept", kept, ended, why, parts=parts, of="promises kept or broken")


def _gates(scope: Scope, stages: Mapping[str, str]) -> Iterator[Figure]:
    counted = funnel(scope, stages=list(stages)).stages
    for before, after in pairwise(counted):
        title = f"{stages[before.key]} to {stages[after.key]}"
        whole = before.reached
        why = f"No lead of this period reached {stages[before.key]}."
        if whole >= JUMPED and after.reached == whole:
            # Deals told from outside leap over the stages; a gate that nobody ever failed was not watched.
            whole, why = 0, f"Nobody stayed in {stages[before.key]}: the steps in between were not recorded."
        yield _share("Conversion", title, after.reached, whole, why)


def _handoff(scope: Scope, words: Mapping[str, str]) -> Iterator[Figure]:
    offers = one(readings.OFFERS, scope)
    answered = int(offers["accepted"] + offers["rejected"] + offers["unanswered"])
    none = "No offer to sales is recorded: who was handed over when, and the answer, must be known."
    note = f"{int(offers['unanswered']):,} were not answered in time" if offers["unanswered"] else ""
    yield _share(
        "Handoff", "Offers accepted by sales", offers["accepted"], answered, none, note=note, of="offers"
    )
    rejected = int(offers["rejected"])
    told = reasons(readings.REJECTIONS, scope)
    with_reason = sum(count for reason, count in told if reason)
    yield _share(
        "Handoff",
        "Rejections with a reason",
        with_reason,
        rejected,
        "No rejection is recorded." if answered else none,
        parts=_reason_parts(told, words),
        of="rejections",
    )


def _outcome(
    scope: Scope, leads: Mapping[str, float], sales: Mapping[str, float], words: Mapping[str, str]
) -> Iterator[Figure]:
    n, won, lost = int(leads["leads"]), int(leads["won"]), int(leads["lost"])
    no_wins = NO_LEADS if not n else "No lead of this period was won, or won deals are not recorded."
    lost_missing = "Lost deals are not recorded, so nothing says how many were tried." if won else no_wins
    closed = won + lost if lost else 0
    yield _share("Outcome", "Win rate (of closed)", won, closed, lost_missing, of="closed deals")
    yield _share("Outcome", "Won (of all leads)", won, n, NO_LEADS)
    yield _value(scope, int(sales["won"]), no_wins)
    timed = int(sales["timed"])
    took = sales["win_median"] / DAY if timed else None
    note = f"nine of ten within {sales['win_p90'] / DAY:,.0f} days" if timed else ""
    yield _figure(
        "Outcome", "From first contact to won, median", took, "days", timed, no_wins, note, of="won deals"
    )
    told = reasons(readings.LOSSES, scope)
    yield _share(
        "Outcome",
        "Losses with a reason",
        sum(count for reason, count in told if reason),
        lost,
        "Lost deals are not recorded.",
        parts=_reason_parts(told, words),
        of="lost deals",
    )
    yield _share("Outcome", "Recycled to nurture", leads["recycled"], n, NO_LEADS)
    yield _share("Outcome", "Came back for another pass", leads["came_back"], n, NO_LEADS)
    yield _share("Outcome", "Disqualified", leads["disqualified"], n, NO_LEADS)


def _value(scope: Scope, won: int, no_wins: str) -> Figure:
    sums = readings.values(scope)
    counted = sum(count for _, count, _ in sums)
    parts = tuple(Part(currency or "no currency told", total, count) for currency, count, total in sums)
    why = no_wins if not won else "No amount is recorded of the won deals."
    if len(sums) > 1:
        why = "The amounts are in several currencies, which have no sum."
    value = sums[0][2] if len(sums) == 1 else None
    note = f"{won - counted:,} won deals without an amount" if won > counted else ""
    unit = sums[0][0] or "in the currency of the deals" if len(sums) == 1 else ""
    several = parts if len(sums) > 1 else ()
    return _figure("Outcome", "Won value", value, unit, counted, why, note, several, of="won deals")


def _data(scope: Scope, leads: Mapping[str, float]) -> Iterator[Figure]:
    n, still_open = int(leads["leads"]), int(leads["waiting"])
    why = "No lead has an owner, so it is not known who works on what." if not leads["owned"] else ""
    if why and n:
        yield _figure("Data", "Leads that need an owner and have none", None, "%", 0, why)
    else:
        none = NO_LEADS if not n else "No lead is open in a stage that needs an owner."
        yield _share(
            "Data",
            "Leads that need an owner and have none",
            leads["ownerless"],
            still_open,
            none,
            of="open leads",
        )
    inquiries = one(readings.INQUIRIES, scope)
    known = inquiries["inquiries"] - inquiries["people"]
    yield _share(
        "Data",
        "Inquiries of people already known",
        known,
        int(inquiries["inquiries"]),
        NO_LEADS,
        of="inquiries",
    )
    filled = one(readings.FILLED, scope)
    parts = tuple(
        Part(title, 100 * filled[name] / n, int(filled[name])) for name, (title, _) in FIELDS.items() if n
    )
    total = sum(filled[name] for name in FIELDS)
    yield _share(
        "Data", "Fields of the profile that are filled", total, n * len(FIELDS), NO_LEADS, parts=parts, n=n
    )
    asked = "No qualification question was ever answered here; the answers live elsewhere, or nobody asks."
    yield _share(
        "Data", "Leads with an answer to a question", leads["asked"], n if leads["asked"] else 0, asked
    )


def _long(seconds: float) -> str:
    """A length of time in hours, or in days from two of them on."""
    return f"{seconds / HOUR:,.1f} hours" if seconds < 2 * DAY else f"{seconds / DAY:,.1f} days"


def _share(
    group: str,
    measure: str,
    part: float,
    whole: int,
    why_not: str,
    *,
    note: str = "",
    parts: Sequence[Part] = (),
    of: str = "leads",
    n: int | None = None,
) -> Figure:
    value = 100 * float(part) / whole if whole else None
    return _figure(group, measure, value, "%", whole if n is None else n, why_not, note, tuple(parts), of)


def _figure(
    group: str,
    measure: str,
    value: float | None,
    unit: str,
    n: int,
    why_not: str,
    note: str = "",
    parts: tuple[Part, ...] = (),
    of: str = "leads",
) -> Figure:
    known = value is not None
    return Figure(group, measure, value, unit, n, "" if known else why_not, note if known else "", parts, of)


def _reason_parts(told: list[tuple[str, int]], words: Mapping[str, str]) -> tuple[Part, ...]:
    total = sum(count for _, count in told)
    return tuple(
        Part(words.get(reason, reason.replace("_", " ")) or "no reason", 100 * count / total, count)
        for reason, count in told
    )
