"""Which two versions are tried: the draft, from a file or by number or id, and the one it is compared with.

A draft may hold faults: then its valid part is tried, with the rest as it stands in the version it is based on. A
version that is compared with must be whole.
"""

from pathlib import Path
from uuid import UUID

from handraiser.backtest.moments import Candidate
from handraiser.document import Document
from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check, read_text
from handraiser.process.digests import digest_of
from handraiser.process.joining import CannotJoin, join
from handraiser.process.models import State, Version
from handraiser.process.queries import live, live_version, named


class DraftFaulty(Refusal):
    """There is nothing to try: no part of it checks, or it must be whole. `faults` lists everything that is wrong."""

    def __init__(self, name: str, faults: tuple[Fault, ...], why: str = "") -> None:
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{name} has {count} and cannot be tried. {why or faults[0]}")
        self.faults = faults


def draft_of(name: str) -> Candidate:
    """The draft in that file, or the stored version of that number or id. Raises as `stored`."""
    file = Path(name)
    if not file.is_file():
        return of_draft(named(name))
    text, unreadable = read_text(file)
    if unreadable is not None:
        raise DraftFaulty(str(file), (unreadable,))
    return _valid_part(text, new_id(), file.name, path=str(file), based_on=None)


def stored(name: str) -> Candidate:
    """The stored version of that number or id. Raises NoSuchVersion, VersionAmbiguous or DraftFaulty."""
    return of_version(named(name))


def of_draft(version: Version) -> Candidate:
    """A version to be tried: of a draft as it is now its valid part, any other whole. Raises DraftFaulty."""
    if version.state != State.DRAFT:
        return of_version(version)
    path = f"{version.process} {version.number}"
    return _valid_part(version.text, version.id, version.number, path=path, based_on=version.based_on_id)


def of_version(version: Version) -> Candidate:
    """A stored version as it is now, whole. Raises DraftFaulty."""
    checked = check(version.text, document=Document, path=f"{version.process} {version.number}")
    if checked.document is None:
        raise DraftFaulty(f"Version {version.number}", checked.faults)
    return Candidate(version.id, version.number, checked.document, digest=version.digest)


def base_of(name: str | None) -> Candidate:
    """The version of that number or id, else the live one."""
    if name is not None:
        return stored(name)
    found, document = live(Document)
    return Candidate(found.id, found.number, document, digest=found.digest)


def _valid_part(text: str, version_id: UUID, number: str, *, path: str, based_on: UUID | None) -> Candidate:
    checked = check(text, document=Document, path=path)
    if checked.document is not None:
        return Candidate(version_id, number, checked.document, digest=digest_of(text))
    before = _before(based_on)
    if before is None:
        raise DraftFaulty(path, checked.faults)
    lender, document = before
    try:
        joined = join(text, document, path=path, called=f"version {lender.number}")
    except CannotJoin as refused:
        raise DraftFaulty(path, refused.faults, refused.message) from None
    return Candidate(
        version_id,
        number,
        joined.document,
        digest=digest_of(text),
        replaced=joined.replaced,
        replaced_from=lender.number,
    )


def _before(based_on: UUID | None) -> tuple[Version, Document] | None:
    """The version on which a draft is based if it checks, else the live one; None if neither does."""
    origin = Version.objects.filter(id=based_on).first() if based_on is not None else None
    for found in (origin, live_version()):
        if found is None:
            continue
        document = check(found.text, document=Document, path=found.number).document
        if document is not None:
            return found, document
    return None
