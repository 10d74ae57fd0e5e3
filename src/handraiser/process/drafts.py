"""Drafts: begun, saved, stepped back, described, discarded and brought back.

A draft is a version whose text may still change. It may hold text that does not check, but only so much of it.
Each save names the revision that it started from; whoever comes second is refused and loses nothing.
"""

import re
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.ledger.models import Event as Recorded
from handraiser.ledger.operations import Event, record
from handraiser.process.digests import digest_of
from handraiser.process.models import Revision, State, Version
from handraiser.process.numbers import draft_number
from handraiser.process.source import MOST_CHARACTERS, plain, read_source

# So many saves of a draft can be gone back to; older ones are forgotten.
SAVES_KEPT = 50
LONGEST_NOTE = 500
LINE_ENDS = re.compile(r"\r\n?")


class NotADraft(Refusal):
    """The version is out of draft, so its text is fixed for ever; or there is no such draft any more."""


class DraftMoved(Refusal):
    """Somebody saved since. `present` is the draft as it is now; `text` is what was not saved."""

    def __init__(self, present: Version, text: str) -> None:
        super().__init__("Somebody else saved this draft since you opened it. Nothing of yours is lost.")
        self.present = present
        self.text = text


class TextRefused(Refusal):
    """What was handed over is no text of a document: too long, or not a text at all."""


class NothingBefore(Refusal):
    """There is no earlier save to step back to."""


def begin_draft(
    *, text: str, at: datetime, by: int | None = None, based_on: UUID | None = None, note: str = ""
) -> Version:
    """A new draft with that text. Raises TextRefused."""
    written = _fit(text)
    draft = Version.objects.create(
        id=new_id(at),
        process=_name(written),
        number=draft_number(),
        state=State.DRAFT,
        text=written,
        digest=digest_of(written),
        note=_note(note),
        created_at=at,
        created_by_id=by,
        updated_at=at,
        updated_by_id=by,
        based_on_id=based_on,
    )
    _keep(draft)
    _tell("version.drafted", draft, at=at, by=by)
    return draft


def begin_draft_from(*, version_id: UUID, at: datetime, by: int | None = None, note: str = "") -> Version:
    """A new draft with the text of a version, in whatever state it is. Raises Version.DoesNotExist."""
    origin = Version.objects.get(id=version_id)
    return begin_draft(text=origin.text, based_on=origin.id, note=note, at=at, by=by)


def save_draft(*, version_id: UUID, text: str, revision: int, at: datetime, by: int | None = None) -> Version:
    """Save over the revision that was opened; the very same text changes nothing.

    Raises NotADraft, TextRefused, or DraftMoved when another save came in between.
    """
    written = _fit(text)
    with transaction.atomic():
        draft = _locked(version_id)
        if draft.text == written:
            return draft
        if draft.revision != revision:
            raise DraftMoved(draft, written)
        return _save(draft, written, at=at, by=by)


def step_back(
    *, version_id: UUID, revision: int, at: datetime, by: int | None = None, to: int | None = None
) -> Version:
    """Save the text of an earlier save again: of `to`, else of the one before. Raises NothingBefore or as a save."""
    with transaction.atomic():
        draft = _locked(version_id)
        if draft.revision != revision:
            raise DraftMoved(draft, draft.text)
        saves = Revision.objects.filter(version_id=version_id)
        wanted = saves.filter(number=to) if to is not None else _before(draft)
        earlier = wanted.order_by("-number").first()
        if earlier is None:
            raise NothingBefore("There is no earlier save of this draft.")
        return _save(draft, earlier.text, restores=earlier.number, at=at, by=by)


def describe_draft(*, version_id: UUID, note: str, at: datetime, by: int | None = None) -> Version:
    """Say what the draft is for. The text and its revision stay as they are. Raises NotADraft."""
    with transaction.atomic():
        draft = _locked(version_id)
        draft.note, draft.updated_at, draft.updated_by_id = _note(note), at, by
        draft.save(update_fields=["note", "updated_at", "updated_by_id"])
    return draft


def discard_draft(*, version_id: UUID, at: datetime, by: int | None = None) -> Version:
    """The draft goes, with its saves and comments. The ledger keeps its text. Raises NotADraft."""
    with transaction.atomic():
        draft = _locked(version_id)
        _tell("version.discarded", draft, at=at, by=by, text=draft.text)
        Version.objects.filter(id=version_id).delete()
    return draft


def bring_back(*, version_id: UUID, at: datetime, by: int | None = None) -> Version:
    """A discarded draft as a new one with the same text and note. Raises NotADraft if none was discarded."""
    told = Recorded.objects.filter(kind="version.discarded", version_id=version_id).order_by("-at").first()
    if told is None:
        raise NotADraft("No draft of that name was discarded.")
    kept = told.explanation
    based_on = UUID(kept["based_on"]) if kept["based_on"] else None
    return begin_draft(text=kept["text"], note=kept["note"], based_on=based_on, at=at, by=by)


def _locked(version_id: UUID) -> Version:
    draft = Version.objects.select_for_update().filter(id=version_id).first()
    if draft is None:
        raise NotADraft("This draft is not there any more; somebody discarded it.")
    if draft.state != State.DRAFT:
        raise NotADraft(f"Version {draft.number} is out of draft. Make a new draft from it to change it.")
    return draft


def _save(draft: Version, text: str, *, at: datetime, by: int | None, restores: int | None = None) -> Version:
    # A draft that came by another way, such as a spreadsheet, may have no save kept yet.
    if not Revision.objects.filter(version=draft, number=draft.revision).exists():
        _keep(draft)
    draft.text, draft.digest, draft.process = text, digest_of(text), _name(text, draft.process)
    draft.revision += 1
    draft.updated_at, draft.updated_by_id = at, by
    draft.save(update_fields=["text", "digest", "process", "revision", "updated_at", "updated_by_id"])
    _keep(draft, restores=restores)
    Revision.objects.filter(version=draft, number__lte=draft.revision - SAVES_KEPT).delete()
    return draft


def _before(draft: Version) -> models.QuerySet[Revision]:
    """Own saves before the one whose text the draft has now, so that stepping back goes on and on."""
    saves = Revision.objects.filter(version=draft)
    present = saves.filter(number=draft.revision).first()
    origin = present.restores or present.number if present is not None else draft.revision
    return saves.filter(number__lt=origin)


def _keep(draft: Version, restores: int | None = None) -> None:
    Revision.objects.create(
        version=draft,
        number=draft.revision,
        text=draft.text,
        saved_at=draft.updated_at or draft.created_at,
        saved_by_id=draft.updated_by_id,
        restores=restores,
    )


def _fit(text: str) -> str:
    """With line ends of one kind, and no longer than a document may be."""
    text = LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if len(text) > MOST_CHARACTERS:
        raise TextRefused(
            f"The text has {len(text):,} characters; a process may have {MOST_CHARACTERS:,}.", field="text"
        )
    if "\x00" in text:
        raise TextRefused("This is not a text: it holds NUL characters.", field="text")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TextRefused("This is not a text: it holds halves of characters.", field="text") from None
    return text


def _note(note: str) -> str:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise TextRefused(f"A note may have {LONGEST_NOTE} characters.", field="note")
    return note


def _name(text: str, before: str = "Process") -> str:
    """The name that the document gives its process, as far as it can be read; else the one before."""
    root = read_source(text).root
    about = plain(root).get("process") if root is not None and isinstance(root.value, dict) else None
    name = about.get("name") if isinstance(about, dict) else None
    return str(name)[:200] if name else before


def _tell(kind: str, draft: Version, *, at: datetime, by: int | None, **more: object) -> None:
    explanation = {
        "number": draft.number,
        "note": draft.note,
        "based_on": str(draft.based_on_id) if draft.based_on_id else None,
        **more,
    }
    record(events=[Event(kind=kind, at=at, actor_id=by, version_id=draft.id, explanation=explanation)], at=at)
