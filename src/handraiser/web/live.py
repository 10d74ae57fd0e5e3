"""The process that runs now, as the pages need it."""

from dataclasses import dataclass

from handraiser.document import Document
from handraiser.process.models import Version
from handraiser.process.queries import NoLiveVersion, live


@dataclass(frozen=True, slots=True)
class Live:
    """The live version and its document."""

    version: Version
    document: Document

    @property
    def stage_keys(self) -> tuple[str, ...]:
        """The stages in the order of the document."""
        return tuple(stage.key for stage in self.document.stages)

    @property
    def stages(self) -> dict[str, tuple[str, int]]:
        """Stage key -> its title and its place from 1 on, which gives it its colour."""
        return {stage.key: (stage.title, place) for place, stage in enumerate(self.document.stages, start=1)}


def live_process() -> Live | None:
    """The live process; None before the first one is published."""
    try:
        version, document = live(Document)
    except NoLiveVersion:
        return None
    return Live(version, document)
