"""Read backtests and the leads that they speak of."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from uuid import UUID

from pydantic import TypeAdapter

from handraiser.backtest.models import Run, State
from handraiser.backtest.report import Report
from handraiser.lead.models import Person
from handraiser.process.models import Version


def report_of(run: Run) -> Report | None:
    """The report of all, else of the sample; None while there is neither."""
    told = run.report or run.first_report
    return _reader().validate_python(told) if told else None


def as_text(report: Report, *, changed: str = "") -> str:
    """The report as JSON. `changed`: what was changed since, in words."""
    return json.dumps({"changed_since": changed} | report.as_json(), default=str)


def stand(run: Run) -> str:
    """What there is to read: changes when a part is finished or the run ends."""
    return f"{run.state}-{'whole' if run.report else 'sample' if run.first_report else 'none'}"


def versions() -> dict[UUID, Version]:
    """All versions by their ids; their texts are read only where they are asked for."""
    return Version.objects.defer("text").in_bulk()


def changed_since(run: Run, versions: Mapping[UUID, Version]) -> str:
    """Which text was changed since it was tried, in words; '' where both still say what they said."""
    draft = _changed(versions.get(run.version_id), run.digest, run)
    other = _changed(versions.get(run.against_id), run.against_digest, run)
    if not draft and not other:
        return ""
    if draft and other:
        return "Both versions were changed since; run it again."
    return f"{'This draft' if draft else 'The version beside it'} was changed since; run it again."


def _changed(version: Version | None, digest: str, run: Run) -> bool:
    """A run that waits has tried no text yet; of runs from before digests were kept, the time of the save tells."""
    if version is None or run.state == State.QUEUED:
        return False
    if digest:
        return digest != version.digest
    return version.updated_at is not None and version.updated_at > run.queued_at


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
