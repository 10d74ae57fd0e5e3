"""Which sign-offs count: the section still has the digest that was signed, here or in a version this one is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from handraiser.process.digests import Part
from handraiser.process.models import SignOff, Version
from handraiser.process.review.panel import Seat, signers

# A draft is made from a version, that one from another, and so on; the nearest comes first.
LINEAGE = """
WITH RECURSIVE lineage AS (
    SELECT id, number, based_on_id, 0 AS depth FROM process_version WHERE id = %s
    UNION ALL
    SELECT v.id, v.number, v.based_on_id, l.depth + 1
    FROM process_version v JOIN lineage l ON v.id = l.based_on_id WHERE l.depth < 200
)
SELECT id, number FROM lineage ORDER BY depth
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One required sign-off. `counts`: the one that holds, `origin` the number of the version it was given for, if
    another; `lapsed`: the newest one given for this very version that holds no more, since the section changed."""

    section: str
    function: str
    people: frozenset[str]
    counts: SignOff | None
    origin: str | None
    lapsed: SignOff | None

    @property
    def open(self) -> bool:
        """Whether it is still to be given."""
        return self.counts is None


def standings(version: Version, parts: Mapping[str, Part], seats: Iterable[Seat]) -> list[Standing]:
    """Every sign-off that the version needs, by section in the order of the document."""
    seats = list(seats)
    lineage = _lineage(version.id)
    given: dict[tuple[str, str], list[SignOff]] = {}
    for sign_off in SignOff.objects.filter(version_id__in=lineage).order_by("signed_at", "id"):
        given.setdefault((sign_off.section, sign_off.function), []).append(sign_off)
    return [
        _standing(version, part, seat, given.get((part.name, seat.function), []), lineage)
        for part in parts.values()
        for seat in signers(seats, part.name)
    ]


def _standing(
    version: Version, part: Part, seat: Seat, given: list[SignOff], lineage: Mapping[UUID, str]
) -> Standing:
    counts = _that_counts(part.digest, given, lineage)
    own = [one for one in given if one.version_id == version.id and one.withdrawn_at is None]
    lapsed = own[-1] if own and counts is None and own[-1].digest != part.digest else None
    origin = lineage[counts.version_id] if counts and counts.version_id != version.id else None
    return Standing(part.name, seat.function, seat.people, counts, origin, lapsed)


def _that_counts(digest: str | None, given: Iterable[SignOff], lineage: Mapping[UUID, str]) -> SignOff | None:
    """The nearest version with a sign-off for just this text decides, also when it was withdrawn there."""
    fitting = [one for one in given if digest is not None and one.digest == digest]
    for version_id in lineage:
        here = [one for one in fitting if one.version_id == version_id]
        if here:
            return next((one for one in reversed(here) if one.withdrawn_at is None), None)
    return None


def _lineage(version_id: UUID) -> dict[UUID, str]:
    """Id -> number of the version and of all it was made from, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(LINEAGE, [version_id])
        return dict(cursor.fetchall())
