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
from handraiser.process.models import SignOff, State, Version
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

__all__ = ["Signed", "comment", "declare_reviewed", "reopen", "resolve", "sign_off", "withdraw"]


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-off that was given, and whether it was the last one: then the version is reviewed."""

    sign_off: SignOff
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
    with transaction.atomic():
        version, parts, seats = _draft(version_id, document)
        part = _part(parts, section)
        _refuse_others(seats, section, function, by)
        if part.digest is None:
            raise SectionUnfit(section, part.faults[0].wrong if part.faults else "")
        if digest is not None and digest != part.digest:
            raise SectionChanged(section)
        requests = requests_on(version)
        held_up = [one for one in requests if section_of(one.place) in {section, ""}]
        if held_up:
            raise ChangesRequested(section, len(held_up))
        before = _standing(version, parts, seats, section, function)
        if before.counts is not None:
            raise AlreadySigned(f"{function} has signed this section already.")
        made = SignOff.objects.create(
            id=new_id(),
            version=version,
            section=section,
            function=function,
            digest=part.digest,
            note=note.strip(),
            signed_at=at,
            signed_by_id=by,
        )
        explanation = {"sign_off": str(made.id), "section": section, "function": function, "note": made.note}
        tell(version, "version.signed", by=by, at=at, explanation={**explanation, "digest": made.digest})
        needed = standings(version, parts, seats)
        reviewed = not blocks(parts, seats, needed, requests)
        if reviewed:
            _call_reviewed(version, needed, by=by, at=at)
    return Signed(made, version, reviewed)


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
