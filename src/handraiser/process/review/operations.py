"""The verbs of a review: sign a section, take a sign-off back, call the draft reviewed once nothing is in the way.

Each locks the version, so that of two last sign-offs at once exactly one makes it reviewed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from handraiser.kit.identity import new_id
from handraiser.process.digests import Part, parts_of
from handraiser.process.models import Comment, SignOff, State, Version
from handraiser.process.numbers import reviewed_number
from handraiser.process.places import section_of
from handraiser.process.review.blocks import blocks
from handraiser.process.review.comments import comment, locked, reopen, resolve, tell
from handraiser.process.review.panel import Seat, panel_of
from handraiser.process.review.queries import requests_on
from handraiser.process.review.refusals import (
    AlreadySigned,
    ChangesRequested,
    NothingSigned,
    NotInDraft,
    NotOnPanel,
    NotReviewedYet,
    SectionChanged,
    SectionUnfit,
    SectionUnknown,
)
from handraiser.process.review.standing import Standing, standings
from handraiser.process.shape import Shape
from handraiser.staff.queries import snapshot

__all__ = [
    "Asked",
    "Signed",
    "comment",
    "declare_reviewed",
    "reopen",
    "resolve",
    "sign_all",
    "sign_off",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is about to sign: a section, for a function; `digest` is that of the section as they saw it."""

    section: str
    function: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """Sign-offs that were given, and whether the last one was among them: then the version is reviewed."""

    sign_offs: tuple[SignOff, ...]
    version: Version
    reviewed: bool


def sign_off(
    *,
    version_id: UUID,
    section: str,
    function: str,
    by: int,
    at: datetime,
    document: type[Shape],
    note: str = "",
    digest: str | None = None,
) -> Signed:
    """Sign a section for a function. `digest` is that of the section as the signer saw it, if known.

    With the last sign-off the version is reviewed, in the same transaction. Raises VersionGone, NotInDraft,
    SectionUnknown, NotOnPanel, SectionUnfit, SectionChanged, ChangesRequested or AlreadySigned.
    """
    asked = [Asked(section, function, digest)]
    return sign_all(version_id=version_id, asked=asked, by=by, at=at, document=document, note=note)


def sign_all(
    *,
    version_id: UUID,
    asked: Sequence[Asked],
    by: int,
    at: datetime,
    document: type[Shape],
    note: str = "",
) -> Signed:
    """Sign several sections at once: all of them, or none where one is refused. Raises as `sign_off`, or NothingSigned."""
    if not asked:
        raise NothingSigned("Choose at least one section to sign.")
    with transaction.atomic():
        version, parts, seats = _draft(version_id, document)
        requests = requests_on(version)
        given = {(one.section, one.function): one for one in standings(version, parts, seats)}
        for one in dict.fromkeys(asked):
            _refuse_unfit(one, parts, seats, requests, by)
            if given[one.section, one.function].counts is not None:
                raise AlreadySigned(f"{one.function} has signed this section already: {one.section}.")
        made = [
            _given(version, one, parts[one.section].digest or "", note.strip(), by=by, at=at)
            for one in dict.fromkeys(asked)
        ]
        needed = standings(version, parts, seats)
        reviewed = not blocks(parts, seats, needed, requests)
        if reviewed:
            _call_reviewed(version, needed, by=by, at=at)
    return Signed(tuple(made), version, reviewed)


def withdraw(
    *, version_id: UUID, section: str, function: str, by: int, at: datetime, document: type[Shape]
) -> SignOff:
    """Take back what the function signed. The record stays; one carried from another version stays untouched there.

    Raises VersionGone, NotInDraft, SectionUnknown, NotOnPanel or NothingSigned.
    """
    with transaction.atomic():
        version, parts, seats = _draft(version_id, document)
        _part(parts, section)
        _refuse_others(seats, section, function, by)
        given = _standing(version, parts, seats, section, function).counts
        if given is None:
            raise NothingSigned(f"{function} has not signed this section.")
        if given.version_id != version.id:
            # What it says of the version it was given for is history; here it is said that it does not hold here.
            given = SignOff(
                id=new_id(),
                version=version,
                section=section,
                function=function,
                digest=given.digest,
                note=given.note,
                signed_at=given.signed_at,
                signed_by_id=given.signed_by_id,
            )
        given.withdrawn_at = at
        given.save()
        explanation: dict[str, object] = {"sign_off": str(given.id), "section": section, "function": function}
        tell(version, "version.sign_off_withdrawn", by=by, at=at, explanation=explanation)
    return given


def declare_reviewed(*, version_id: UUID, by: int, at: datetime, document: type[Shape]) -> Version:
    """Call a draft reviewed in which nothing is left to do: the last thing in the way was no sign-off.

    Raises VersionGone, NotInDraft, or NotReviewedYet with the first thing in the way.
    """
    with transaction.atomic():
        version, parts, seats = _draft(version_id, document)
        needed = standings(version, parts, seats)
        in_the_way = blocks(parts, seats, needed, requests_on(version))
        if in_the_way:
            raise NotReviewedYet(in_the_way[0].says)
        _call_reviewed(version, needed, by=by, at=at)
    return version


def _draft(version_id: UUID, document: type[Shape]) -> tuple[Version, Mapping[str, Part], tuple[Seat, ...]]:
    version = locked(version_id)
    if version.state != State.DRAFT:
        raise NotInDraft(version.number, version.state)
    parts = parts_of(version.text, document)
    return version, parts, panel_of(parts)


def _refuse_unfit(
    asked: Asked, parts: Mapping[str, Part], seats: Sequence[Seat], requests: Sequence[Comment], by: int
) -> None:
    part = _part(parts, asked.section)
    _refuse_others(seats, asked.section, asked.function, by)
    if part.digest is None:
        raise SectionUnfit(asked.section, part.faults[0].wrong if part.faults else "")
    if asked.digest is not None and asked.digest != part.digest:
        raise SectionChanged(asked.section)
    held_up = [one for one in requests if section_of(one.place) in {asked.section, ""}]
    if held_up:
        raise ChangesRequested(asked.section, len(held_up))


def _given(version: Version, asked: Asked, digest: str, note: str, *, by: int, at: datetime) -> SignOff:
    made = SignOff.objects.create(
        id=new_id(),
        version=version,
        section=asked.section,
        function=asked.function,
        digest=digest,
        note=note,
        signed_at=at,
        signed_by_id=by,
    )
    explanation: dict[str, object] = {
        "sign_off": str(made.id),
        "section": asked.section,
        "function": asked.function,
        "note": note,
        "digest": made.digest,
    }
    tell(version, "version.signed", by=by, at=at, explanation=explanation)
    return made


def _part(parts: Mapping[str, Part], section: str) -> Part:
    if section not in parts:
        raise SectionUnknown(section)
    return parts[section]


def _refuse_others(seats: Sequence[Seat], section: str, function: str, by: int) -> None:
    member = snapshot().by_id.get(by)
    seat = next((seat for seat in seats if seat.function == function), None)
    if seat is None or section not in seat.signs:
        raise NotOnPanel(f"Section {section} is not signed by {function[:80]!r}.")
    if member is None or not member.active or not seat.is_of(member.email):
        name = member.name if member is not None else "Somebody who is not on the staff"
        raise NotOnPanel(f"{name} does not speak for {function} on the panel.")


def _standing(
    version: Version, parts: Mapping[str, Part], seats: Sequence[Seat], section: str, function: str
) -> Standing:
    return next(
        one for one in standings(version, parts, seats) if (one.section, one.function) == (section, function)
    )


def _call_reviewed(version: Version, needed: Sequence[Standing], *, by: int, at: datetime) -> None:
    before = version.number
    version.state = State.REVIEWED
    version.number = reviewed_number(before)
    version.reviewed_at = at
    version.save(update_fields=["state", "number", "reviewed_at"])
    signed = [
        {
            "section": one.section,
            "function": one.function,
            "by": one.counts.signed_by_id,
            "digest": one.counts.digest,
            **({"carried_from": one.origin} if one.origin else {}),
        }
        for one in needed
        if one.counts is not None
    ]
    tell(version, "version.reviewed", by=by, at=at, explanation={"before": before, "sign_offs": signed})
