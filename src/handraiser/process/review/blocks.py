"""What stands between a draft and 0.75, each thing as a sentence that says what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handraiser.process.digests import Part
from handraiser.process.models import Comment
from handraiser.process.questions import texts
from handraiser.process.review.panel import SECTION, Seat
from handraiser.process.review.standing import Standing

Kind = Literal["faults", "questions", "panel", "nobody", "changes", "sign_offs"]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing in the way. `section` is where to look, '' for the whole."""

    kind: Kind
    says: str
    section: str = ""


def blocks(
    parts: Mapping[str, Part],
    seats: Sequence[Seat],
    needed: Sequence[Standing],
    requests: Sequence[Comment],
) -> list[Block]:
    """Everything in the way, in the order in which one would clear it."""
    return [
        *_faults(parts),
        *_questions(parts),
        *_panel(parts, seats, needed),
        *_changes(requests),
        *_sign_offs(needed),
    ]


def _faults(parts: Mapping[str, Part]) -> Iterator[Block]:
    for part in parts.values():
        if part.digest is None:
            yield Block("faults", f"Section {part.name} does not check.", part.name)


def _questions(parts: Mapping[str, Part]) -> Iterator[Block]:
    for part in parts.values():
        asked = [text for _, text in texts(part.value) if text.startswith("[") and text.endswith("]")]
        if asked:
            count = "one question" if len(asked) == 1 else f"{len(asked)} questions"
            yield Block("questions", f"Section {part.name} still asks {count} of the template.", part.name)


def _panel(parts: Mapping[str, Part], seats: Sequence[Seat], needed: Sequence[Standing]) -> Iterator[Block]:
    if not needed and (SECTION not in parts or parts[SECTION].digest is not None):
        yield Block(
            "panel",
            "Nobody signs anything: no stakeholder names a section in `signs`. Say who decides, "
            "since a draft that nobody has read is not reviewed.",
            SECTION,
        )
    waiting = {one.function for one in needed if one.open}
    for seat in seats:
        if not seat.people and seat.function in waiting:
            yield Block(
                "nobody", f"Nobody speaks for {seat.function}: name their e-mail in `people`.", SECTION
            )


def _changes(requests: Sequence[Comment]) -> Iterator[Block]:
    if requests:
        count = "One change is" if len(requests) == 1 else f"{len(requests)} changes are"
        yield Block("changes", f"{count} asked for and not resolved.")


def _sign_offs(needed: Sequence[Standing]) -> Iterator[Block]:
    missing = sum(one.open for one in needed)
    if missing:
        count = "One sign-off is" if missing == 1 else f"{missing} sign-offs are"
        yield Block("sign_offs", f"{count} still to be given.")
