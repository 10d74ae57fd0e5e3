"""What people say of a version: comments on a part of it, answers, requests for changes, and what became of them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handraiser.kit.identity import new_id
from handraiser.ledger.operations import Event, record
from handraiser.process.models import Comment, State, Version
from handraiser.process.places import find, place_on, section_of
from handraiser.process.review.refusals import CommentRefused, NotInDraft, PlaceUnknown, VersionGone

LONGEST = 10_000


def comment(
    *,
    version_id: UUID,
    text: str,
    by: int,
    at: datetime,
    place: str = "",
    line: int | None = None,
    asks_for_change: bool = False,
    answers: UUID | None = None,
) -> Comment:
    """Say something of a place or a line (from 1 on), of the whole version, or in answer to another comment.

    A request for a change holds up the sign-off of its section until it is resolved; one about the whole holds up
    all. Raises VersionGone, NotInDraft, PlaceUnknown or CommentRefused.
    """
    said = text.strip()
    if not said:
        raise CommentRefused("Write what you want to say.", field="text")
    if len(said) > LONGEST:
        raise CommentRefused(f"A comment has {LONGEST:,} characters at most.", field="text")
    with transaction.atomic():
        version = locked(version_id)
        if asks_for_change and version.state != State.DRAFT:
            raise NotInDraft(version.number, version.state)
        if answers is not None:
            if asks_for_change:
                raise CommentRefused("A request for a change stands by itself, not in an answer.")
            first = _first_of(version, answers)
            named, where, answered = first.place, first.line, first
        else:
            (named, where), answered = _place(version.text, place.strip(), line), None
        made = Comment.objects.create(
            id=new_id(),
            version=version,
            place=named,
            line=where,
            text=said,
            asks_for_change=asks_for_change,
            answers=answered,
            written_at=at,
            written_by_id=by,
        )
        if asks_for_change:
            told: dict[str, object] = {"comment": str(made.id), "section": section_of(named), "text": said}
            tell(version, "version.changes_requested", by=by, at=at, explanation=told)
    return made


def resolve(*, comment_id: UUID, by: int, at: datetime) -> Comment:
    """What was said is settled. Raises CommentRefused if it was already."""
    with transaction.atomic():
        found = _thread(comment_id)
        if found.resolved_at is not None:
            raise CommentRefused("This was resolved already.")
        found.resolved_at, found.resolved_by_id = at, by
        found.save(update_fields=["resolved_at", "resolved_by_id"])
    return found


def reopen(*, comment_id: UUID, by: int, at: datetime) -> Comment:
    """It is not settled after all. A request for a change can only stand in a draft.

    Raises CommentRefused, or NotInDraft.
    """
    with transaction.atomic():
        found = _thread(comment_id)
        if found.resolved_at is None:
            raise CommentRefused("This is open already.")
        if found.asks_for_change and found.version.state != State.DRAFT:
            raise NotInDraft(found.version.number, found.version.state)
        found.resolved_at = found.resolved_by_id = None
        found.save(update_fields=["resolved_at", "resolved_by_id"])
        if found.asks_for_change:
            told: dict[str, object] = {"comment": str(found.id), "section": section_of(found.place)}
            told["again"] = True
            tell(found.version, "version.changes_requested", by=by, at=at, explanation=told)
    return found


def locked(version_id: UUID) -> Version:
    """The version, which until the end of the transaction nobody else signs, asks to change or edits."""
    version = Version.objects.select_for_update(no_key=True).filter(id=version_id).first()
    if version is None:
        raise VersionGone
    return version


def tell(
    version: Version, kind: str, *, by: int | None, at: datetime, explanation: dict[str, object]
) -> None:
    """Write into the ledger what happened to the version."""
    told = {"number": version.number, "revision": version.revision, **explanation}
    record(events=[Event(kind, at, actor_id=by, version_id=version.id, explanation=told)], at=at)


def _place(text: str, place: str, line: int | None) -> tuple[str, int | None]:
    if line is not None and not 1 <= line <= len(text.splitlines()):
        raise CommentRefused(f"This version has no line {line}.", field="line")
    if place:
        found = find(text, place)
        if found is None:
            raise PlaceUnknown(place)
        return found[0], line or found[1]
    return (place_on(text, line), line) if line is not None else ("", None)


def _first_of(version: Version, answers: UUID) -> Comment:
    """The comment with which the thread began: an answer to an answer belongs to it as well."""
    found = Comment.objects.select_related("answers").filter(id=answers, version=version).first()
    if found is None:
        raise CommentRefused("The comment that you answer is not there any more.")
    return found.answers or found


def _thread(comment_id: UUID) -> Comment:
    found = Comment.objects.filter(id=comment_id).first()
    if found is None:
        raise CommentRefused("This comment is not there any more.")
    # The version first, as everywhere, so that two at once wait for each other and never in a ring.
    version = locked(found.version_id)
    thread = Comment.objects.select_for_update().get(id=found.answers_id or found.id)
    thread.version = version
    return thread
