"""Read backtests and the leads that they speak of."""

import json
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from pydantic import TypeAdapter

from handraiser.backtest.models import Run
from handraiser.backtest.report import Report
from handraiser.lead.models import Person
from handraiser.process.models import Version


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
