"""Leads in flight as whoever replaces a version finds them: who stands where, and where they may go on."""

from dataclasses import dataclass
from uuid import UUID

from handraiser.acts.found import stage_titles
from handraiser.document import Document
from handraiser.process.in_flight import standing
from handraiser.process.mapping import propose
from handraiser.process.models import Version
from handraiser.process.queries import document_of, live_version


@dataclass(frozen=True, slots=True)
class Line:
    """The open leads of one stage: how many, under which versions, and the stage proposed for them."""

    stage: str
    title: str
    leads: int
    numbers: tuple[str, ...]
    proposed: str


@dataclass(frozen=True, slots=True)
class Flight:
    """Open leads of other versions, stage by stage in the order of the process. `stages`: of the version that they
    may go to, key -> title; `titles`: of that one and of those that they are on."""

    stages: dict[str, str]
    titles: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def proposed(self) -> dict[str, str]:
        """All of them go on: stage -> stage."""
        return {line.stage: line.proposed for line in self.lines}


def in_flight(*, to: UUID, only_from: UUID | None = None) -> Flight:
    """The open leads that run under other versions than `to`, or under that one only.

    Raises VersionUnreadable if `to` cannot be read. The leads of a version that cannot be read any more go by the
    keys of their stages.
    """
    leads: dict[str, int] = {}
    under: dict[str, list[UUID]] = {}
    for one in standing(besides=to):
        if only_from in (None, one.version_id):
            leads[one.stage] = leads.get(one.stage, 0) + one.leads
            under.setdefault(one.stage, []).append(one.version_id)
    known = {version_id for versions in under.values() for version_id in versions}
    numbers = dict(Version.objects.filter(id__in=known).values_list("id", "number"))
    stages, before = document_of(to, Document).titles, stage_titles(_live_first(known))
    order = [*(key for key in before if key in leads), *(key for key in leads if key not in before)]
    proposed = propose({**before, **{key: key for key in order if key not in before}}, stages)
    lines = tuple(
        Line(key, before.get(key, key), leads[key], tuple(numbers[one] for one in under[key]), proposed[key])
        for key in order
    )
    return Flight(stages, {**stages, **before}, lines)


def _live_first(versions: set[UUID]) -> list[UUID]:
    live = live_version()
    return sorted(versions, key=lambda one: (live is None or one != live.id, one))
