"""The process that runs now, as the pages need it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from handraiser.acts.found import stage_titles
from handraiser.document import Document
from handraiser.lead.models import Lead
from handraiser.process.models import State, Version
from handraiser.process.queries import NoLiveVersion, VersionUnreadable, document_of, live, version

V = TypeVar("V")
# Versions beside the live one under which leads may still run, whose stages have titles too.
BESIDES = 5


class Besides(Mapping[str, V]):
    """What the live version has, and behind it what only others have.

    Those are read once a key is asked for that the live one has not, or all of them are: most pages ask for neither.
    """

    def __init__(self, own: Mapping[str, V], others: Callable[[], Mapping[str, V]]) -> None:
        self._own, self._others = own, others

    def __getitem__(self, key: str) -> V:
        return self._own[key] if key in self._own else self._others()[key]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (key for key in self._others() if key not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Live:
    """The version that decides and its document. `elsewhere` reads titles of stages that other versions have."""

    version: Version
    document: Document
    elsewhere: Callable[[], Mapping[str, str]] = field(default=dict)

    @property
    def stage_keys(self) -> tuple[str, ...]:
        """The stages in the order of the document."""
        return tuple(stage.key for stage in self.document.stages)

    @property
    def stages(self) -> Mapping[str, tuple[str, int]]:
        """Stage key -> its title and its place from 1 on, which gives it its colour; other versions' have place 0."""
        own = {stage.key: (stage.title, place) for place, stage in enumerate(self.document.stages, start=1)}
        return Besides(own, lambda: {key: (title, 0) for key, title in self.elsewhere().items()})

    @property
    def titles(self) -> Mapping[str, str]:
        """Stage key -> its title."""
        return Besides(self.document.titles, self.elsewhere)


def live_process() -> Live | None:
    """The live process; None before the first one is published."""
    try:
        now, document = live(Document)
    except NoLiveVersion:
        return None
    # Read at most once for a page.
    return Live(now, document, cache(_elsewhere))


def process_of(lead: Lead, live: Live | None) -> Live | None:
    """The process under which the lead runs; the live one where its own cannot be read any more."""
    if live is None or lead.version_id == live.version.id:
        return live
    try:
        return Live(version(lead.version_id), document_of(lead.version_id, Document), live.elsewhere)
    except (VersionUnreadable, Version.DoesNotExist):
        return live


def _elsewhere() -> dict[str, str]:
    beside = Version.objects.filter(state__in=[State.PILOT, State.RETIRED]).order_by("-published_at")
    return stage_titles(beside.values_list("id", flat=True)[:BESIDES])
