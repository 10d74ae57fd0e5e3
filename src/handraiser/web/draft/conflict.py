"""Two people wrote at once: both texts side by side, and a choice for each place where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.http import HttpResponseBase

from handraiser.process.drafts import DraftMoved
from handraiser.staff.queries import snapshot
from handraiser.web.screen import StaffRequest, page

# Lines shown around a difference, so that one sees where it is.
AROUND = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the texts differ. `pick` is what is proposed; `both` says that both changed it."""

    number: int
    line: int
    before: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    pick: Literal["theirs", "mine"]
    both: bool


def conflict_page(request: StaffRequest, moved: DraftMoved, *, base: str | None) -> HttpResponseBase:
    """Both texts with their differences, to choose from. Nothing that was written is lost."""
    present = moved.present
    people = {member.id: member.name for member in snapshot().members}
    context = {
        "shown": present,
        "who": people.get(present.updated_by_id or 0, "Somebody"),
        "differences": list(differences(theirs=present.text, mine=moved.text, base=base)),
        "mine": moved.text,
        "editable": True,
    }
    return page(request, "web/draft/conflict.html", context, status=422)


def differences(*, theirs: str, mine: str, base: str | None = None) -> Iterator[Difference]:
    """The places where the texts differ. What only one of the two changed since `base` is proposed."""
    their_lines, my_lines = theirs.split("\n"), mine.split("\n")
    old = base.split("\n") if base is not None else None
    they_kept, i_kept = _kept(old, their_lines), _kept(old, my_lines)
    for number, (begin, end, my_begin, my_end) in enumerate(_places(their_lines, my_lines)):
        they = _changed(begin, end, they_kept)
        me = _changed(my_begin, my_end, i_kept)
        yield Difference(
            number=number,
            line=begin + 1,
            before=tuple(their_lines[max(0, begin - AROUND) : begin]),
            theirs=tuple(their_lines[begin:end]),
            mine=tuple(my_lines[my_begin:my_end]),
            pick="mine" if me and not they else "theirs",
            both=me and they,
        )


def put_together(*, theirs: str, mine: str, picks: Mapping[str, str]) -> str:
    """One text out of both, by what was picked for each difference."""
    their_lines, my_lines = theirs.split("\n"), mine.split("\n")
    lines: list[str] = []
    at = 0
    for number, (begin, end, my_begin, my_end) in enumerate(_places(their_lines, my_lines)):
        lines += their_lines[at:begin]
        pick_mine = picks.get(f"pick-{number}") == "mine"
        lines += my_lines[my_begin:my_end] if pick_mine else their_lines[begin:end]
        at = end
    return "\n".join([*lines, *their_lines[at:]])


def _places(theirs: list[str], mine: list[str]) -> Iterator[tuple[int, int, int, int]]:
    for tag, begin, end, my_begin, my_end in SequenceMatcher(
        a=theirs, b=mine, autojunk=len(theirs) > 5_000
    ).get_opcodes():
        if tag != "equal":
            yield begin, end, my_begin, my_end


def _kept(old: list[str] | None, new: list[str]) -> dict[int, int]:
    """The new lines that stood in the old text already: their places there."""
    if old is None:
        return {}
    blocks = SequenceMatcher(a=old, b=new, autojunk=len(old) > 5_000).get_matching_blocks()
    kept = {block.b + at: block.a + at for block in blocks for at in range(block.size)}
    # Before the first line and behind the last one both texts are alike.
    return kept | {-1: -1, len(new): len(old)}


def _changed(begin: int, end: int, kept: Mapping[int, int]) -> bool:
    """Whether these lines are other than they were, or some that were there are gone."""
    if not kept:
        return True
    places = [kept.get(at) for at in range(begin - 1, end + 1)]
    if any(place is None for place in places[1:-1]):
        return True
    known = [place for place in places if place is not None]
    return known != list(range(known[0], known[0] + len(known))) if known else True
