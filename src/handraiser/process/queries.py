"""Reading versions: which one is live, and the document that a version holds."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TypeVar, cast
from uuid import UUID

from django.db import connection

from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check
from handraiser.process.models import State, Version
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
