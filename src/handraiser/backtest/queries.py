"""Read backtests and the leads that they speak of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from pydantic import TypeAdapter

from handraiser.backtest.models import Part, Run, RunLead
from handraiser.backtest.report import Report
from handraiser.backtest.words import MOVEMENTS
from handraiser.lead.models import Person
from handraiser.process.models import Version

__all__ = ["MOVEMENTS", "Wanted", "as_text", "leads", "names_of", "numbers", "report_of", "stand"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leads: of a movement, between two places as the report names them, with acts that do not fit."""

    movement: str = ""
    base: str = ""
    draft: str = ""
    differs: str = ""


def report_of(run: Run) -> Report | None:
    """The report of all, else of the sample; None while there is neither."""
    told = run.report or run.first_report
    return _reader().validate_python(told) if told else None


def as_text(report: Report) -> str:
    """The report as JSON."""
    return json.dumps(report.as_json(), default=str)


def stand(run: Run) -> str:
    """What there is to read: changes when a part is finished or the run ends."""
    return f"{run.state}-{'whole' if run.report else 'sample' if run.first_report else 'none'}"


def leads(run: Run, wanted: Wanted) -> QuerySet[RunLead]:
    """The leads of the report that is shown, in the order in which they came."""
    found = RunLead.objects.filter(run=run, part=Part.WHOLE if run.report else Part.SAMPLE).order_by("number")
    if wanted.movement:
        found = found.filter(movement=wanted.movement)
    if wanted.differs:
        found = found.filter(draft_differs__contains=[wanted.differs])
    for side, place in (("base", wanted.base), ("draft", wanted.draft)):
        if place:
            stage, _, outcome = place.partition(", ")
            found = found.filter(
                **{
                    f"{side}_stage": None if place == "not there" else stage,
                    f"{side}_outcome": outcome or None,
                }
            )
    return found


def numbers() -> dict[UUID, str]:
    """The number of each version."""
    return dict(Version.objects.values_list("id", "number"))


def names_of(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What people are called."""
    found = Person.objects.filter(id__in=list(person_ids)).values_list("id", "full_name", "email")
    return {person: name or email or "" for person, name, email in found}


@cache
def _reader() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
