"""Publishing: the one way by which a text becomes the process that decides."""

import re
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction

from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.ledger.operations import Event, record
from handraiser.process.check import Fault, check
from handraiser.process.digests import digest_of
from handraiser.process.models import Pilot, State, Version
from handraiser.process.numbers import next_number
from handraiser.process.questions import open_questions
from handraiser.process.shape import Shape

D = TypeVar("D", bound=Shape)

NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
# Any number, so long as it stays the same: those who publish queue for it.
LOCK = 7_420_178


class DocumentRefused(Refusal):
    """The text does not check; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"The process document has {count}. {faults[0]}")
        self.faults = faults


class NumberRefused(Refusal):
    """The version number is malformed or taken."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="number")


class NotPublishable(Refusal):
    """The version is live already, is not reviewed, or a pilot runs that must end first."""


class LiveChanged(Refusal):
    """Somebody else has published since the plan was made."""


class TemplateUnfilled(Refusal):
    """The document still asks questions of the template."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        count = "One question" if len(paths) == 1 else f"{len(paths)} questions"
        super().__init__(f"{count} of the template must be answered before it goes live, such as {paths[0]}.")
        self.paths = paths


def publish(
    *,
    text: str,
    document: type[Shape],
    at: datetime,
    number: str | None = None,
    by: int | None = None,
    note: str = "",
    file: str = "document",
) -> Version:
    """Make a text the live version and retire the one before.

    The very text that is live already makes no new version. Without a number the next one is taken.
    Raises DocumentRefused, TemplateUnfilled or NumberRefused, and then nothing has changed.
    """
    read = _fit_to_run(text, document, file)
    digest = digest_of(text)
    with transaction.atomic():
        _one_at_a_time()
        live = Version.objects.filter(state=State.LIVE).first()
        if live is not None and live.digest == digest:
            return live
        _no_pilot()
        chosen = number if number is not None else next_number()
        _refuse_number(chosen)
        version = Version(
            id=new_id(at), process=_name(read), text=text, digest=digest, created_at=at, created_by_id=by
        )
        _make_live(version, live, chosen, at=at, by=by, note=note)
        told = {"number": version.number, "instead_of": str(live.id) if live else None, "why": note}
        record(
            events=[Event("version.published", at, actor_id=by, version_id=version.id, explanation=told)],
            at=at,
        )
        return version


def publish_version(
    *,
    version_id: UUID,
    document: type[Shape],
    instead_of: UUID | None,
    at: datetime,
    by: int | None,
    note: str = "",
    number: str | None = None,
    unreviewed: bool = False,
) -> Version:
    """Make a version of the life before live; one that was live once is published again under a new number.

    `instead_of` is the version that was live when this was planned. A draft goes live only with `unreviewed`.
    Raises NotPublishable, LiveChanged, DocumentRefused, TemplateUnfilled or NumberRefused; nothing has changed then.
    """
    with transaction.atomic():
        _one_at_a_time()
        version = Version.objects.select_for_update().get(id=version_id)
        live = Version.objects.filter(state=State.LIVE).first()
        if version.state == State.LIVE:
            raise NotPublishable(f"Version {version.number} is live already.")
        if (live.id if live else None) != instead_of:
            now = f"version {live.number}" if live else "nothing"
            raise LiveChanged(f"Meanwhile {now} is live. Look at the plan again before you publish.")
        if version.state == State.DRAFT and not unreviewed:
            raise NotPublishable(
                "This draft is not reviewed by its panel. Have it reviewed, or publish it unreviewed and say why."
            )
        if version.state == State.DRAFT and not note.strip():
            raise NotPublishable("Say why this draft goes live without its review.", field="note")
        _no_pilot()
        read = _fit_to_run(version.text, document, f"{version.process} {version.number}")
        chosen = number or next_number(version.number if version.state == State.REVIEWED else None)
        _refuse_number(chosen)
        if version.state == State.RETIRED:
            version = Version(
                id=new_id(at),
                text=version.text,
                digest=version.digest,
                created_at=at,
                created_by_id=by,
                based_on_id=version.id,
            )
        version.process = _name(read)
        return _make_live(version, live, chosen, at=at, by=by, note=note)


def _fit_to_run(text: str, document: type[D], file: str) -> D:
    checked = check(text, document=document, path=file)
    if checked.document is None:
        raise DocumentRefused(checked.faults)
    questions = open_questions(checked.document)
    if questions:
        raise TemplateUnfilled(questions)
    return checked.document


def _make_live(
    version: Version, live: Version | None, number: str, *, at: datetime, by: int | None, note: str
) -> Version:
    if live is not None:
        live.state = State.RETIRED
        live.retired_at = at
        live.save(update_fields=["state", "retired_at"])
    # What it is for was said when it was drafted; why it went live is in the ledger.
    version.number, version.note = number, version.note or note
    version.state, version.published_at, version.published_by_id = State.LIVE, at, by
    version.save()
    return version


def _no_pilot() -> None:
    """Also not the version that is piloted: to promote its pilot ends it first, and takes care of its leads."""
    running = Pilot.objects.filter(ended_at=None).select_related("version").first()
    if running is not None:
        raise NotPublishable(
            f"A pilot of version {running.version.number} runs, and its control must not change. "
            "End it first: promote its version, or drop it."
        )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _refuse_number(number: str) -> None:
    if not NUMBER.fullmatch(number):
        raise NumberRefused(f"'{number[:20]}' is not a version number; write one like 1.0.")
    if Version.objects.filter(number=number, published_at__isnull=False).exists():
        raise NumberRefused(f"Version {number} has been published already; choose a higher number.")


def _name(document: Shape) -> str:
    about = getattr(document, "process", None)
    return str(getattr(about, "name", "")) or "Process"
