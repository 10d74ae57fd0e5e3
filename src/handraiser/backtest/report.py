"""The report of a backtest: one typed object, from which the screen, the page, the table and the JSON are made."""

from dataclasses import asdict, dataclass, field
from typing import Any

from handraiser.backtest.figures import Separation
from handraiser.process.joining import Replaced


@dataclass(frozen=True, slots=True)
class StageFlow:
    """One stage under one version. `left`: where to -> how many times; `out: ...` is an ending."""

    stage: str
    title: str
    entered: int
    left: dict[str, int]
    still: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class ClockFigures:
    """The clocks of one name: started, kept, broken, lapsed since something else ended them, still running."""

    name: str
    started: int
    kept: int
    broken: int
    lapsed: int
    running: int


@dataclass(frozen=True, slots=True)
class OwnerVolume:
    """One owner, or the leads for which nobody was free: leads assigned each week, and open ones against the capacity.

    `most_open`: at one time, over all; `open_by_week`: the same by week, where leads were open. `above`: in so many weeks
    more than the capacity. Weeks by the day on which they begin.
    """

    owner: str
    team: str
    capacity: int | None
    by_week: dict[str, int]
    most_open: int
    owner_id: int | None = None
    open_by_week: dict[str, int] = field(default_factory=dict)
    above: int = 0


@dataclass(frozen=True, slots=True)
class TeamVolume:
    """One team, as `OwnerVolume`. Its capacity is that of its members together; None where one who carries
    leads has none."""

    team: str
    title: str
    capacity: int | None
    by_week: dict[str, int]
    most_open: int
    open_by_week: dict[str, int]
    above: int


@dataclass(frozen=True, slots=True)
class RuleWork:
    """What a rule did: for how many leads, how many points, and the area under the curve without it."""

    section: str
    rule: str
    leads: int
    share: float
    points: float
    area_without: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """How well a number separates, at a moment: `in` when the lead came in, `last` at its last decision."""

    number: str
    moment: str
    separation: Separation


@dataclass(frozen=True, slots=True)
class Side:
    """One version.

    `digest`: of the text that was tried. `replaced`: sections of a draft that did not check, so that those of the
    version `replaced_from` were tried in their place.
    """

    number: str
    version_id: str
    leads: int
    refused: int
    held: int
    flows: tuple[StageFlow, ...]
    clocks: tuple[ClockFigures, ...]
    owners: tuple[OwnerVolume, ...]
    grades: dict[str, int]
    scores: dict[str, int]
    ways: dict[str, int]
    moves: tuple[tuple[str, str, int], ...]
    rules: tuple[RuleWork, ...]
    never_fired: tuple[str, ...]
    judged: tuple[Judged, ...]
    differs: dict[str, int]
    examples: dict[str, list[dict[str, Any]]]
    teams: tuple[TeamVolume, ...] = ()
    digest: str = ""
    replaced: tuple[Replaced, ...] = ()
    replaced_from: str = ""

    @property
    def volumes(self) -> tuple[OwnerVolume | TeamVolume, ...]:
        """Teams, then owners."""
        return (*self.teams, *self.owners)


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How the simulated version that really ran agrees with the record: shares of the leads that ran under it."""

    leads: int
    stage: float
    grade: float
    owner: float
    outcome: float
    clocks: int
    clock_fates: float


@dataclass(frozen=True, slots=True)
class Mover:
    """A lead that stands elsewhere."""

    lead: str | None
    person: str
    opened_at: str
    movement: str
    draft: str
    base: str


@dataclass(frozen=True, slots=True)
class Report:
    """All of it."""

    draft: Side
    base: Side
    since: str | None
    until: str | None
    horizon: str
    people: int
    of_people: int
    inquiries: int
    behaviours: int
    acts: int
    movements: dict[str, int]
    from_to: tuple[tuple[str, str, int], ...]
    movers: tuple[Mover, ...]
    fidelity: Fidelity | None
    against: str
    warnings: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The report as plain values; first of all, which sections of the draft were not tried."""
        not_its_own = {"replaced": [one.section for one in self.draft.replaced]}
        return not_its_own | asdict(self)


DIFFERENCES = {
    "out_already": "done to a lead that would have been out already",
    "never_taken_in": "done to somebody whom the version would not have taken in",
    "never_offered": "an answer to an offer that would never have been made",
    "other_owner": "done by somebody who would not have been the owner",
    "question_gone": "an answer to a question that the version does not ask",
    "answer_gone": "an answer that the version does not know",
    "reason_gone": "for a reason that the version does not have",
    "stage_gone": "moved by hand to a stage that the version does not have",
    "there_already": "moved by hand to where the lead would have stood already",
    "touch_kind_gone": "a kind of touch that the version does not know",
    "no_opportunity": "a sale that sales would never have accepted",
}
