"""Which two versions are tried: the draft, from a file or by number or id, and the one it is compared with."""

from pathlib import Path
from uuid import UUID

from handraiser.backtest.moments import Candidate
from handraiser.document import Document
from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check, read_text
from handraiser.process.models import Version
from handraiser.process.queries import VersionUnreadable, document_of, live


class NoSuchVersion(Refusal):
    """There is neither a file nor a version of that name."""


class DraftFaulty(Refusal):
    """The draft does not check, so that there is nothing to try. `faults` lists everything that is wrong with it."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{name} has {count} and cannot be tried. {faults[0]}")
        self.faults = faults


def draft_of(name: str) -> Candidate:
    """The draft in that file, or the stored version of that number or id. Raises NoSuchVersion or DraftFaulty."""
    file = Path(name)
    if not file.is_file():
        return stored(name)
    text, unreadable = read_text(file)
    checked = check(text, document=Document, path=str(file))
    if unreadable is not None or checked.document is None:
        raise DraftFaulty(str(file), (unreadable,) if unreadable is not None else checked.faults)
    return Candidate(new_id(), file.name, checked.document)


def stored(name: str) -> Candidate:
    """The stored version of that number or id. Raises NoSuchVersion or DraftFaulty."""
    found = _by_id(name) or Version.objects.filter(number=name).order_by("-created_at").first()
    if found is None:
        raise NoSuchVersion(f"There is no file and no version called '{name}'.")
    return of_version(found)


def of_version(version: Version) -> Candidate:
    """A stored version as it is now. Raises DraftFaulty."""
    try:
        return Candidate(version.id, version.number, document_of(version.id, Document))
    except VersionUnreadable as unreadable:
        raise DraftFaulty(f"Version {version.number}", unreadable.faults) from None


def base_of(name: str | None) -> Candidate:
    """The version of that number or id, else the live one."""
    if name is not None:
        return stored(name)
    version, document = live(Document)
    return Candidate(version.id, version.number, document)


def _by_id(name: str) -> Version | None:
    try:
        return Version.objects.filter(id=UUID(name)).first()
    except ValueError:
        return None
