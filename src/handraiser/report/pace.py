"""How fast we are: time to first touch and to the win, how many promises were kept, and how many leads overstayed.

A time that runs backwards (touched or won before the lead was opened) cannot be true. Such leads stay in
every count, are told apart here, and are left out of the times.
"""

from dataclasses import dataclass

from handraiser.report.scope import Scope, rows, share

PACE_SQL = """
WITH times AS (
  SELECT extract(epoch FROM l.first_touch_at - l.opened_at)::float8 AS touch,
         extract(epoch FROM o.closed_at - l.opened_at)::float8 AS win
  FROM lead_lead l LEFT JOIN handoff_opportunity o ON o.lead_id = l.id AND o.state = 'won'
  WHERE {scope}
)
SELECT count(*) FILTER (WHERE touch >= 0),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY touch) FILTER (WHERE touch >= 0),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY touch) FILTER (WHERE touch >= 0),
       count(*) FILTER (WHERE touch IS NULL),
       count(*) FILTER (WHERE win >= 0),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY win) FILTER (WHERE win >= 0),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY win) FILTER (WHERE win >= 0),
       count(*) FILTER (WHERE touch < 0), count(*) FILTER (WHERE win < 0)
FROM times
"""

CLOCKS_SQL = """
SELECT c.name, count(*),
       count(*) FILTER (WHERE c.state = 'met' AND c.breached_at IS NULL),
       count(*) FILTER (WHERE c.breached_at IS NOT NULL OR c.state = 'breached'),
       count(*) FILTER (WHERE c.stopped_at IS NULL AND c.state <> 'breached' AND c.breached_at IS NULL),
       count(*) FILTER (WHERE c.state = 'cancelled' AND c.breached_at IS NULL)
FROM follow_up_clock c JOIN lead_lead l ON l.id = c.lead_id
WHERE {scope} AND c.stopped_by IS DISTINCT FROM 'undone' GROUP BY 1 ORDER BY 2 DESC, 1
"""

# The clock of a stage itself: a limit that the process sets, and a promise to nobody.
STAY = "stage_duration"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from opening to the first touch and to the win: median and ninetieth percentile."""

    touched: int
    touch_median: float | None
    touch_p90: float | None
    untouched: int
    won: int
    win_median: float | None
    win_p90: float | None
    touched_before_opened: int
    won_before_opened: int


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One kind of clock. `kept` in time, `broken` (answered late or not yet), `running`, `cancelled`."""

    name: str
    started: int
    kept: int
    broken: int
    running: int
    cancelled: int

    @property
    def compliance(self) -> float | None:
        """Kept by kept or broken: a promise that still runs or was called off says nothing."""
        return share(self.kept, self.kept + self.broken)


@dataclass(frozen=True, slots=True)
class Clocks:
    """`promises`: what people owe a lead by a due time. `stay`: the longest stay in a stage, kept by leads that left
    theirs in time and broken by those that overstayed; no promise, and never counted among them."""

    promises: tuple[ClockLine, ...]
    stay: ClockLine | None


def pace(scope: Scope) -> Pace:
    """Times of the leads of the period."""
    [row] = rows(PACE_SQL, scope)
    return Pace(*row)


def clocks(scope: Scope) -> Clocks:
    """Every kind of promise given to leads of the period, the most frequent first, and their stay in stages."""
    lines = [ClockLine(*row) for row in rows(CLOCKS_SQL, scope)]
    promises = tuple(line for line in lines if line.name != STAY)
    return Clocks(promises, next((line for line in lines if line.name == STAY), None))
