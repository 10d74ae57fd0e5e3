"""What a replay found, and how it adds up."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import orjson

from handraiser.replay.verdict import NOT_REPLAYABLE, Cause, Recorded, Told, Verdict

# All are counted; so many are kept with everything about them.
MOST_LISTED = 500


@dataclass(slots=True)
class Tally:
    """Decisions of one kind. `checked` is all three together."""

    equal: int = 0
    different: int = 0
    not_replayable: int = 0

    @property
    def checked(self) -> int:
        """All decisions of the kind."""
        return self.equal + self.different + self.not_replayable


@dataclass(frozen=True, slots=True)
class Difference:
    """A decision that is not the same when it is made again."""

    event: str
    kind: str
    at: str
    lead: str | None
    version: str | None
    cause: str
    detail: str
    recorded: Told | None
    recomputed: Told | None


@dataclass(slots=True)
class Report:
    """`facts` are events that decide nothing, by kind. `why_not`: what cannot be made again, as 'kind: cause, detail'."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    facts: Counter[str] = field(default_factory=Counter)
    why_not: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, event: Recorded, verdict: Verdict) -> None:
        """Count one verdict."""
        tally, cause = self.tallies[event.kind], verdict.cause
        if cause is None:
            tally.equal += 1
        elif cause in NOT_REPLAYABLE:
            tally.not_replayable += 1
            self.why_not[_why_not(event, cause, verdict.detail)] += 1
        else:
            tally.different += 1
            self.causes[str(cause)] += 1
            if len(self.differences) < MOST_LISTED:
                self.differences.append(_difference(event, cause, verdict))

    @property
    def checked(self) -> int:
        """All decisions that were looked at."""
        return sum(tally.checked for tally in self.tallies.values())

    @property
    def equal(self) -> int:
        """Those that came out the same."""
        return sum(tally.equal for tally in self.tallies.values())

    @property
    def different(self) -> int:
        """Those that did not."""
        return sum(tally.different for tally in self.tallies.values())

    @property
    def not_replayable(self) -> int:
        """Those that cannot be made again."""
        return sum(tally.not_replayable for tally in self.tallies.values())

    def as_told(self) -> dict[str, Any]:
        """The report for programs."""
        told = {
            "checked": self.checked,
            "equal": self.equal,
            "different": self.different,
            "not_replayable": self.not_replayable,
            "facts": dict(sorted(self.facts.items())),
            "kinds": self.kinds(),
            "causes": dict(self.causes),
            "why_not": dict(self.why_not),
            "differences": self.differences,
            "seconds": round(self.seconds, 3),
        }
        return dict(orjson.loads(orjson.dumps(told, default=str)))

    def kinds(self) -> dict[str, dict[str, int]]:
        """The tallies by kind of event."""
        return {
            kind: {
                "checked": tally.checked,
                "equal": tally.equal,
                "different": tally.different,
                "not_replayable": tally.not_replayable,
            }
            for kind, tally in sorted(self.tallies.items())
        }


def _why_not(event: Recorded, cause: Cause, detail: str) -> str:
    return f"{event.kind}: {cause}" + (f", {detail}" if detail else "")


def _difference(event: Recorded, cause: Cause, verdict: Verdict) -> Difference:
    return Difference(
        event=event.id,
        kind=event.kind,
        at=event.at.isoformat(),
        lead=event.lead_id,
        version=str(event.version_id) if event.version_id else None,
        cause=str(cause),
        detail=verdict.detail,
        recorded=verdict.recorded,
        recomputed=verdict.recomputed,
    )
