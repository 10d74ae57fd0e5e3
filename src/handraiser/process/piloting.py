"""Begin and end a pilot: a version that runs for a share of new leads beside the live one."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.process.check import check
from handraiser.process.conditions import Condition, ConditionRefused
from handraiser.process.models import Pilot, State, Version
from handraiser.process.operations import DocumentRefused
from handraiser.process.shape import Shape
from handraiser.staff.queries import Staff, snapshot

Ending = Literal["promoted", "dropped", "stopped"]
# What the journey decides after a lead has got its version: nobody can be chosen by it.
DECIDED_LATER = frozenset(
    (
        "stage",
        "stage_entered_at",
        "grade",
        "grade_points",
        "score",
        "behaviours",
        "last_behaviour_at",
        "questions_met",
        "qualified",
        "team",
        "owner",
        "touches",
        "calls",
        "meetings",
        "first_touch_at",
        "last_touch_at",
        "handoff",
        "opportunity",
        "amount",
        "outcome",
        "ended_at",
    )
)


class PilotRefused(Refusal):
    """The pilot cannot begin, or has ended."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Stops the pilot: when the measure of its arm is `above` or `below` a share between 0 and 1, once the arm has
    that many leads."""

    measure: str
    side: Literal["above", "below"]
    share: float
    leads: int = 30


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who takes part: a share of new leads, of those for which the condition holds; worked by a team or by people."""

    share: float
    condition: str = ""
    team: str | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PilotPlan:
    """What is decided before a pilot begins: who takes part, the measure that decides, the least difference of it
    worth knowing (a share between 0 and 1), how many leads in each arm tell it, and what stops it by itself."""

    cohort: Cohort
    measure: str
    least_difference: float
    sample: int
    guards: tuple[Guard, ...] = ()


def begin_pilot(
    *, version_id: UUID, document: type[Shape], plan: PilotPlan, why: str = "", by: int, at: datetime
) -> Pilot:
    """The version takes its share of new leads from now on. Raises PilotRefused or DocumentRefused."""
    cohort = plan.cohort
    with transaction.atomic():
        version = Version.objects.select_for_update().get(id=version_id)
        live = Version.objects.select_for_update().filter(state=State.LIVE).first()
        if live is None:
            raise PilotRefused("Nothing is live yet, so there is no control. Publish the version.")
        if version.state != State.REVIEWED:
            raise PilotRefused(
                f"Version {version.number} is {version.get_state_display().lower()}; "
                "what is piloted has been reviewed by its panel."
            )
        if Pilot.objects.filter(ended_at=None).exists():
            raise PilotRefused("A pilot runs already, and two would disturb each other. End that one first.")
        checked = check(version.text, document=document, path=f"{version.process} {version.number}")
        if checked.document is None:
            raise DocumentRefused(checked.faults)
        refuse_cohort(cohort, staff=snapshot())
        version.state = State.PILOT
        version.save(update_fields=["state"])
        return Pilot.objects.create(
            id=new_id(at),
            version=version,
            control=live,
            share=cohort.share,
            condition=cohort.condition.strip(),
            team=cohort.team,
            people=list(cohort.people),
            measure=plan.measure,
            least_difference=plan.least_difference,
            sample=plan.sample,
            guards=[asdict(guard) for guard in plan.guards],
            why=why,
            started_at=at,
            started_by_id=by,
        )


def end_pilot(*, pilot_id: UUID, how: Ending, why: str, by: int | None, at: datetime) -> Pilot:
    """The pilot takes no more leads. Its version is a reviewed one again, until it is published. Raises PilotRefused."""
    with transaction.atomic():
        pilot = Pilot.objects.select_for_update().select_related("version").get(id=pilot_id)
        if pilot.ended_at is not None:
            raise PilotRefused(f"This pilot was {pilot.ended_how} on {pilot.ended_at:%d %B %Y}.")
        pilot.ended_at, pilot.ended_by_id, pilot.ended_how, pilot.ended_why = at, by, how, why
        pilot.save(update_fields=["ended_at", "ended_by_id", "ended_how", "ended_why"])
        pilot.version.state = State.REVIEWED
        pilot.version.save(update_fields=["state"])
    return pilot


def refuse_cohort(cohort: Cohort, *, staff: Staff) -> None:
    """Raises PilotRefused where nobody or nothing would be left for one of the arms."""
    if not 0.01 <= cohort.share <= 0.99:
        raise PilotRefused(
            "The share lies between 1 % and 99 %: without a control nothing can be learned.", field="share"
        )
    if cohort.condition.strip():
        try:
            condition = Condition(cohort.condition)
        except ConditionRefused as refused:
            raise PilotRefused(str(refused), field="condition") from refused
        late = sorted(condition.columns & DECIDED_LATER)
        if late:
            raise PilotRefused(
                f"{', '.join(late)} is decided only after a lead has got its version. "
                "Choose by what is known when it comes in, such as source, country or employees.",
                field="condition",
            )
    if cohort.team is not None and cohort.team not in staff.by_key:
        raise PilotRefused(f"There is no team '{cohort.team}'.", field="team")
    nobody = nobody_left(cohort, staff=staff)
    if nobody is not None:
        raise PilotRefused(nobody, field="people")
    for person in cohort.people:
        team = staff.by_id[person].team
        if all(
            member.id in cohort.people for member in staff.members if member.active and member.team == team
        ):
            raise PilotRefused(
                "Everybody in a team would pilot, and nobody is left for the control. Leave somebody out.",
                field="people",
            )


def nobody_left(cohort: Cohort, *, staff: Staff) -> str | None:
    """Why nobody works the pilot's leads any more, in a sentence; None while somebody does."""
    if cohort.team is not None:
        if not any(member.active and member.team == cohort.team for member in staff.members):
            return f"Nobody is left in team '{cohort.team}'."
        return None
    if cohort.people and not any(
        person in staff.by_id and staff.by_id[person].active and staff.by_id[person].team
        for person in cohort.people
    ):
        return "Nobody of the people who pilot is left."
    return None
