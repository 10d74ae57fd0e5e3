"""Reading versions: which one is live, and the document that a version holds."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import TypeVar, cast
from uuid import UUID

from django.db import connection

from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check
from handraiser.process.models import State, Version
from handraiser.process.naming import as_id, as_number, may_name_a_version
from handraiser.process.shape import Shape

D = TypeVar("D", bound=Shape)

# Versions in flight at one time; a lead keeps the version that decided it.
MOST_KEPT = 32


class NoLiveVersion(Refusal):
    """Nothing has been published yet."""

    def __init__(self) -> None:
        super().__init__("No process is live yet. Publish one: handraiser process publish FILE.")


class VersionUnreadable(Refusal):
    """The text of a stored version does not fit this program any more. `faults` says where."""

    def __init__(self, version: Version, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"Process version {version.number} cannot be read: {faults[0]}")
        self.version = version
        self.faults = faults


class NoSuchVersion(Refusal):
    """No version has that number or id."""

    def __init__(self, what: str) -> None:
        nothing = "no version" if may_name_a_version(what) else "no file and no version"
        super().__init__(f"There is {nothing} called '{what[:80]}'.")


class VersionAmbiguous(Refusal):
    """Several versions go by what was said: drafts share their number. `several` are meant, the newest first."""

    def __init__(self, what: str, several: Collection[Version]) -> None:
        lines = [
            f"  {one.id}  {one.title}, {one.get_state_display().lower()}, "
            f"saved {one.updated_at or one.created_at:%Y-%m-%d %H:%M}"
            for one in several
        ]
        first = f"{len(several)} versions go by {what}. Name one by its id, or a beginning that no other has:"
        super().__init__("\n".join([first, *lines]))
        self.several = tuple(several)


def named(what: str, *, states: Collection[State] = ()) -> Version:
    """The one version of that number, or of that id or a beginning of it; `states` narrows which may be meant.

    Raises NoSuchVersion or VersionAmbiguous: whoever publishes, compares or tries a version never gets another.
    """
    meant = Version.objects.filter(state__in=states) if states else Version.objects.all()
    number, digits = as_number(what), as_id(what)
    if number is not None:
        found = list(meant.filter(number=number).order_by("-created_at", "-id"))
    elif digits is not None:
        ids = [one for one in meant.values_list("id", flat=True) if one.hex.startswith(digits)]
        found = list(Version.objects.filter(id__in=ids).order_by("-created_at", "-id"))
    else:
        found = []
    if not found:
        raise NoSuchVersion(what)
    if len(found) > 1:
        raise VersionAmbiguous(what, found)
    return found[0]


def live_version() -> Version | None:
    """The version that decides now."""
    return Version.objects.filter(state=State.LIVE).first()


def version(version_id: UUID) -> Version:
    """That version. Raises Version.DoesNotExist."""
    return Version.objects.get(id=version_id)


def versions() -> Iterable[Version]:
    """All versions, the newest first."""
    return Version.objects.order_by("-created_at", "-id")


def live(document: type[D]) -> tuple[Version, D]:
    """The live version and its document; one cheap query once this process has read it.

    Raises NoLiveVersion, or VersionUnreadable.
    """
    # Asked by every act and every batch, so it goes without the costs of an object.
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number FROM process_version WHERE state = %s", [State.LIVE])
        found = cursor.fetchone()
    if found is None:
        raise NoLiveVersion
    kept, read = _kept(found[0], document)
    if (kept.state, kept.number) != (State.LIVE, found[1]):
        # Its text is what it was when it was read; its state and number have grown since.
        kept = _keep(version(found[0]), read, document)
    return kept, read


def document_of(version_id: UUID, document: type[D]) -> D:
    """The document of a version, kept by its id. Raises Version.DoesNotExist or VersionUnreadable."""
    return _kept(version_id, document)[1]


def _kept(version_id: UUID, document: type[D]) -> tuple[Version, D]:
    key = (version_id, document)
    with _lock:
        if key in _read:
            _read.move_to_end(key)
            return cast(tuple[Version, D], _read[key])
    found = version(version_id)
    checked = check(found.text, document=document, path=f"{found.process} {found.number}")
    if checked.document is None:
        raise VersionUnreadable(found, checked.faults)
    # A draft may still change; all others are kept as they are by the database.
    if found.state != State.DRAFT:
        _keep(found, checked.document, document)
    return found, checked.document


def _keep(found: Version, read: Shape, document: type[Shape]) -> Version:
    with _lock:
        _read[found.id, document] = (found, read)
        while len(_read) > MOST_KEPT:
            _read.popitem(last=False)
    return found


_read: "OrderedDict[tuple[UUID, type[Shape]], tuple[Version, Shape]]" = OrderedDict()
_lock = threading.Lock()
