"""The funnel: how many leads got at least as far as each stage, and the share that passed each gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from handraiser.report.scope import Scope, rows, share

SQL = """
SELECT l.furthest_stage, l.stage, count(*),
       count(*) FILTER (WHERE l.ended_at IS NULL), count(*) FILTER (WHERE {won})
FROM lead_lead l WHERE {scope} GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """`reached`: got here or further. `now`: open and here. `passed`: share of the stage before."""

    key: str
    reached: int
    now: int
    passed: float | None
    of_all: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """All leads of the period; `elsewhere` are those of them in stages that this document does not name."""

    opened: int
    open: int
    won: int
    stages: tuple[FunnelStage, ...]
    elsewhere: int

    @property
    def won_rate(self) -> float | None:
        """Won leads by leads opened."""
        return share(self.won, self.opened)


def funnel(scope: Scope, *, stages: Sequence[str]) -> Funnel:
    """Count the leads of the period by the furthest stage reached; `stages` in the order of the document."""
    place = {key: index for index, key in enumerate(stages)}
    furthest = [0] * len(stages)
    now = [0] * len(stages)
    opened = still_open = won = elsewhere = 0
    for furthest_key, stage_key, count, open_count, won_count in rows(SQL, scope):
        opened, still_open, won = opened + count, still_open + open_count, won + won_count
        if furthest_key in place:
            furthest[place[furthest_key]] += count
        else:
            elsewhere += count
        if stage_key in place:
            now[place[stage_key]] += open_count
    reached = [sum(furthest[index:]) for index in range(len(stages))]
    return Funnel(
        opened,
        still_open,
        won,
        tuple(
            FunnelStage(
                key,
                reached[index],
                now[index],
                share(reached[index], reached[index - 1]) if index else None,
                share(reached[index], opened),
            )
            for index, key in enumerate(stages)
        ),
        elsewhere,
    )
