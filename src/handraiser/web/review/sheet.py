"""What the page of a review shows: each section with its text, its signers and what was said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from handraiser.document import Document
from handraiser.process.digests import Part, parts_of
from handraiser.process.models import State, Version
from handraiser.process.render import render_sections
from handraiser.process.render.titles import section_title
from handraiser.process.review.queries import (
    Review,
    Reviewed,
    Thread,
    record_of,
    review_of,
    revisions_signed,
)
from handraiser.process.review.standing import Standing
from handraiser.process.review.usual import may_be_added
from handraiser.staff.models import User
from handraiser.staff.permissions import may_settle, may_sign
from handraiser.staff.queries import snapshot
from handraiser.web.process.colours import SourceLine, lines
from handraiser.web.review.words import place_words


@dataclass(frozen=True, slots=True)
class Signer:
    """One sign-off, given or not. `mine`: the reader may give it, or take it back."""

    standing: Standing
    people: tuple[str, ...]
    mine: bool
    revision: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A thread as the page shows it. `settles`: the reader may resolve it or open it again."""

    thread: Thread
    where: str
    settles: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One section. `html` is how it reads; where it does not check, `source` is how it is written.

    `changed`: it says something else than in the version that the draft was made from.
    """

    section: Reviewed
    title: str
    html: SafeString
    source: tuple[SourceLine, ...]
    signers: tuple[Signer, ...]
    open: tuple[Said, ...]
    settled: tuple[Said, ...]
    changed: bool

    @property
    def to_sign(self) -> Signer | None:
        """What the reader can sign here now."""
        if self.section.part.digest is None or self.section.changes:
            return None
        return next((one for one in self.signers if one.mine and one.standing.open), None)


def sheet(version: Version, user: User) -> dict[str, Any]:
    """The context of the page for that reader."""
    review = review_of(version, Document)
    written = _html(version.text)
    base = Version.objects.filter(id=version.based_on_id).first() if version.based_on_id else None
    before = parts_of(base.text, Document) if base is not None else None
    rows = [_row(review, section, written, user, before) for section in review.sections]
    record = record_of(version)
    return {
        "shown": version,
        "base": base,
        "changed": [row for row in rows if row.changed],
        "review": review,
        "rows": rows,
        "general": [_said(one, user) for one in review.general],
        "mine": [row for row in rows if row.to_sign is not None],
        "record": record,
        "revisions": revisions_signed(record),
        "staff": {member.id: member.name for member in snapshot().members},
        "draft": version.state == State.DRAFT,
        "panel_may_be_added": may_be_added(parts_of(version.text, Document)),
        "asks": may_ask_for_change(user, review),
        "titles": {row.section.name: row.title for row in rows},
    }


def may_ask_for_change(user: User, review: Review) -> bool:
    """Hold up a review: the panel, and those who write drafts."""
    people = {person for seat in review.seats for person in seat.people}
    return may_settle(user, 0) or may_sign(user, people)


def _row(
    review: Review,
    section: Reviewed,
    written: Mapping[str, str],
    user: User,
    before: Mapping[str, Part] | None,
) -> Row:
    revisions = revisions_signed([one.lapsed for one in section.standings if one.lapsed])
    said = [_said(one, user) for one in section.threads]
    return Row(
        section=section,
        title=section_title(section.name),
        # The renderer escapes all that a person wrote.
        html=mark_safe(written.get(section.name, "")),  # noqa: S308
        source=_source(review, section) if section.part.digest is None else (),
        signers=tuple(
            Signer(
                standing=one,
                people=_names(one.people),
                mine=may_sign(user, one.people),
                revision=revisions.get(one.lapsed.id) if one.lapsed else None,
            )
            for one in section.standings
        ),
        open=tuple(one for one in said if one.thread.open),
        settled=tuple(one for one in said if not one.thread.open),
        changed=before is not None and before[section.name].digest != section.part.digest,
    )


def _said(thread: Thread, user: User) -> Said:
    return Said(thread, place_words(thread.comment.place), may_settle(user, thread.comment.written_by_id))


def _names(people: frozenset[str]) -> tuple[str, ...]:
    """By name; whoever is not on the staff (yet) by address."""
    known = snapshot().by_email
    return tuple(sorted(known[one].name if one in known else one for one in people))


def _source(review: Review, section: Reviewed) -> tuple[SourceLine, ...]:
    begins = section.part.line
    if begins is None:
        return ()
    after = [one.part.line for one in review.sections if one.part.line and one.part.line > begins]
    return tuple(lines(review.version.text)[begins - 1 : (min(after) - 1) if after else None])


@lru_cache(maxsize=8)
def _html(text: str) -> Mapping[str, str]:
    """How the sections read, if the document checks: they refer to each other, so it is drawn as a whole or not."""
    parts = parts_of(text, Document)
    if any(part.digest is None for part in parts.values()):
        return {}
    whole = Document.model_construct(**{name: part.value for name, part in parts.items()})
    about = "".join(f"<p>{escape(line)}</p>" for line in (whole.process.name, whole.process.summary) if line)
    return {**render_sections(whole), "process": about}
