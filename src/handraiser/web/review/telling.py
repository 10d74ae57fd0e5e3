"""Who is told of what happens in a review, by the bell."""

from collections.abc import Iterable
from datetime import datetime

from handraiser.follow_up.models import Notice
from handraiser.follow_up.notices import notify
from handraiser.process.models import Comment, Version
from handraiser.process.review.queries import Review, record_of
from handraiser.staff.queries import snapshot


def ask_panel(*, review: Review, by: int, at: datetime) -> int:
    """Ask everybody whose sign-off is missing, but nobody who has not read the same question yet. How many were told."""
    version = review.version
    wanted: dict[int, set[str]] = {}
    signed_before: dict[int, set[str]] = {}
    for section in review.sections:
        for standing in section.standings:
            for user_id in staff_of(standing.people) if standing.open else ():
                wanted.setdefault(user_id, set()).add(section.name)
                if standing.lapsed is not None:
                    signed_before.setdefault(user_id, set()).add(section.name)
    told = 0
    for user_id, sections in wanted.items():
        text = f"{_name(by)} asks you to review {version.process} {version.title}: "
        text += "one section waits" if len(sections) == 1 else f"{len(sections)} sections wait"
        text += " for your sign-off"
        changed = len(signed_before.get(user_id, ()))
        text += f", {changed} changed since it was signed." if changed else "."
        unread = Notice.objects.filter(user_id=user_id, kind=_kind(version), text=text, read_at=None)
        if not unread.exists():
            told += notify(user_ids=[user_id], kind=_kind(version), text=text, at=at)
    return told


def tell_of_comment(*, comment: Comment, by: int, at: datetime) -> int:
    """Whoever wrote the draft hears of a change that is asked for; whoever takes part in a thread, of an answer."""
    version = comment.version
    if comment.answers is not None:
        voices = Comment.objects.filter(answers=comment.answers).values_list("written_by_id", flat=True)
        text = f"{_name(by)} answered on {version.process} {version.title}: {_short(comment.text)}"
        heard = {comment.answers.written_by_id, *voices}
    elif comment.asks_for_change:
        text = f"{_name(by)} asks for a change in {version.process} {version.title}: {_short(comment.text)}"
        heard = _writers(version)
    else:
        return 0
    return notify(user_ids=_active(heard - {by}), kind=_kind(version), text=text, at=at)


def tell_reviewed(*, version: Version, by: int, at: datetime) -> int:
    """Whoever wrote it and whoever signed it hear that it is reviewed."""
    heard = _writers(version) | {one.signed_by_id for one in record_of(version)}
    text = f"{version.process} {version.title} is reviewed: every sign-off is given."
    return notify(user_ids=_active(heard - {by}), kind=_kind(version), text=text, at=at)


def staff_of(people: Iterable[str]) -> set[int]:
    """The ids of those who work here among some e-mail addresses."""
    known = snapshot().by_email
    return {known[one].id for one in people if one in known and known[one].active}


def _writers(version: Version) -> set[int]:
    return {one for one in (version.created_by_id, version.updated_by_id) if one is not None}


def _active(user_ids: Iterable[int]) -> list[int]:
    known = snapshot().by_id
    return [one for one in user_ids if one in known and known[one].active]


def _name(user_id: int) -> str:
    member = snapshot().by_id.get(user_id)
    return member.name if member is not None else "Somebody"


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}…"


def _kind(version: Version) -> str:
    return f"review:{version.id}"
