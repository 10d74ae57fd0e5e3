"""Reading a review: section by section who must sign and who did, what was said, what is in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handraiser.ledger.models import Event
from handraiser.process.digests import Part, parts_of
from handraiser.process.models import Comment, SignOff, State, Version
from handraiser.process.places import find, section_of
from handraiser.process.review.blocks import Block, blocks
from handraiser.process.review.panel import Seat, panel_of
from handraiser.process.review.standing import Standing, standings
from handraiser.process.shape import Shape


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, oldest first. `line` is where its part begins now; `gone` if it is no more."""

    comment: Comment
    answers: tuple[Comment, ...]
    section: str
    line: int | None
    gone: bool

    @property
    def open(self) -> bool:
        """Not resolved yet."""
        return self.comment.resolved_at is None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One section under review. `changes`: the open requests that hold up its sign-offs."""

    part: Part
    standings: tuple[Standing, ...]
    threads: tuple[Thread, ...]
    changes: int

    @property
    def name(self) -> str:
        """The section's key."""
        return self.part.name

    @property
    def signed(self) -> int:
        """How many of its sign-offs are given."""
        return sum(not one.open for one in self.standings)

    @property
    def complete(self) -> bool:
        """Somebody must sign, and all did."""
        return bool(self.standings) and self.signed == len(self.standings)


@dataclass(frozen=True, slots=True)
class Review:
    """A version under review. `general`: what was said of the whole, or of a section that is no more."""

    version: Version
    seats: tuple[Seat, ...]
    sections: tuple[Reviewed, ...]
    general: tuple[Thread, ...]
    blocks: tuple[Block, ...]

    @property
    def needed(self) -> int:
        """How many sign-offs it takes."""
        return sum(len(section.standings) for section in self.sections)

    @property
    def signed(self) -> int:
        """How many are given."""
        return sum(section.signed for section in self.sections)

    @property
    def open_comments(self) -> int:
        """How many comments are not resolved."""
        threads = (*self.general, *(thread for section in self.sections for thread in section.threads))
        return sum(thread.open for thread in threads)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-off that somebody is asked for."""

    version: Version
    section: str
    function: str
    held_up: bool


def review_of(version: Version, document: type[Shape]) -> Review:
    """The whole review of a version."""
    parts = parts_of(version.text, document)
    seats = panel_of(parts)
    needed = standings(version, parts, seats)
    threads = threads_of(version)
    requests = [one.comment for one in threads if one.open and one.comment.asks_for_change]
    whole = sum(section_of(one.place) == "" for one in requests)
    sections = tuple(
        Reviewed(
            part=part,
            standings=tuple(one for one in needed if one.section == part.name),
            threads=tuple(one for one in threads if one.section == part.name),
            changes=whole + sum(section_of(one.place) == part.name for one in requests),
        )
        for part in parts.values()
    )
    general = tuple(one for one in threads if one.section not in parts)
    in_the_way = tuple(blocks(parts, seats, needed, requests)) if version.state == State.DRAFT else ()
    return Review(version, seats, sections, general, in_the_way)


def threads_of(version: Version) -> list[Thread]:
    """Everything that was said of a version: first by place in the text, then by time."""
    answers: dict[UUID, list[Comment]] = {}
    firsts: list[Comment] = []
    for one in Comment.objects.filter(version=version).order_by("written_at", "id"):
        if one.answers_id is None:
            firsts.append(one)
        else:
            answers.setdefault(one.answers_id, []).append(one)
    threads = [_thread(version, one, answers.get(one.id, ())) for one in firsts]
    return sorted(threads, key=lambda one: (one.gone, one.line or 0, one.comment.written_at))


def requests_on(version: Version) -> list[Comment]:
    """The requests for changes that stand."""
    return list(
        Comment.objects.filter(version=version, asks_for_change=True, resolved_at=None).order_by("written_at")
    )


def waiting_for(email: str, document: type[Shape]) -> list[Waiting]:
    """The sign-offs of drafts that wait for this person, the oldest draft first."""
    found = []
    for version in Version.objects.filter(state=State.DRAFT).order_by("created_at", "id"):
        parts = parts_of(version.text, document)
        mine = [seat for seat in panel_of(parts) if seat.is_of(email)]
        if not mine:
            continue
        held_up = {section_of(one.place) for one in requests_on(version)}
        found += [
            Waiting(version, one.section, one.function, one.section in held_up or "" in held_up)
            for one in standings(version, parts, mine)
            if one.open and parts[one.section].digest is not None
        ]
    return found


def under_review(versions: Sequence[Version]) -> set[UUID]:
    """Those of these drafts whose review was asked for, or begun by a sign-off without being asked for."""
    if not versions:
        return set()
    ids = [one.id for one in versions]
    # By the index on lead and moment: what is said of a version belongs to no lead.
    since = min(one.created_at for one in versions)
    asked = Event.objects.filter(lead_id=None, at__gte=since, kind="version.review_asked", version_id__in=ids)
    signed = SignOff.objects.filter(version_id__in=ids)
    known = {*asked.values_list("version_id", flat=True), *signed.values_list("version_id", flat=True)}
    return {one for one in ids if one in known}


def record_of(version: Version) -> list[SignOff]:
    """Every sign-off ever given for this very version, the newest first: the record is kept."""
    return list(SignOff.objects.filter(version=version).order_by("-signed_at", "-id"))


def revisions_signed(sign_offs: Iterable[SignOff]) -> dict[UUID, int]:
    """Sign-off -> the revision of the draft at which it was given, as the ledger has it."""
    asked = {one.id: one.signed_at for one in sign_offs}
    if not asked:
        return {}
    # By the index on lead and moment: what is said of a version belongs to no lead.
    events = Event.objects.filter(lead_id=None, at__in=set(asked.values()), kind="version.signed")
    told = {UUID(one["sign_off"]): one["revision"] for one in events.values_list("explanation", flat=True)}
    return {sign_off: revision for sign_off, revision in told.items() if sign_off in asked}


def _thread(version: Version, first: Comment, answers: Sequence[Comment]) -> Thread:
    section = section_of(first.place)
    if first.place:
        found = find(version.text, first.place)
        return Thread(first, tuple(answers), section, found[1] if found else None, found is None)
    gone = first.line is not None and first.line > len(version.text.splitlines())
    return Thread(first, tuple(answers), section, None if gone else first.line, gone)
