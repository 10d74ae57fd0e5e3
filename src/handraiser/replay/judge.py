"""A batch of events is sorted by kind and version, and each part is made again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from polars.exceptions import PolarsError

from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.replay.frames import lacks
from handraiser.replay.registry import Decision, decision_of, is_fact
from handraiser.replay.report import Report
from handraiser.replay.verdict import Cause, Recorded, Verdict, without
from handraiser.replay.world import World

# What a step raises over inputs that no decision could have looked at.
ABSURD = (
    PolarsError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    Refusal,
)


def judge(events: Sequence[Recorded], world: World, report: Report) -> None:
    """Adds the verdict on every event to the report; none is left out."""
    parts: defaultdict[tuple[str, UUID], list[Recorded]] = defaultdict(list)
    for event in events:
        if is_fact(event):
            report.facts[event.kind] += 1
        elif (refused := _not_tried(event, world)) is not None:
            report.add(event, refused)
        else:
            assert event.version_id is not None
            parts[_part(event), event.version_id].append(event)
    for (_, version_id), part in parts.items():
        document, decision = world.ruling(version_id).document, decision_of(part[0])
        assert document is not None
        assert decision is not None
        for event, verdict in _verdicts(part, decision, document, world):
            report.add(event, verdict)


def _part(event: Recorded) -> str:
    """What is made again together; of one kind the tick's own and the answered are two."""
    return f"{event.kind} {'found' in event.told}"


def _not_tried(event: Recorded, world: World) -> Verdict | None:
    decision = decision_of(event)
    if decision is None:
        return Verdict(Cause.UNKNOWN_KIND)
    missing = lacks(event.told, decision.needs)
    if missing is not None:
        return without(f"an old event without '{missing}'")
    if event.version_id is None:
        return without("an event without a version")
    ruling = world.ruling(event.version_id)
    if ruling.tampered:
        return Verdict(Cause.TEXT_TAMPERED, ruling.why)
    return Verdict(Cause.VERSION_UNREADABLE, ruling.why) if ruling.document is None else None


def _verdicts(
    events: Sequence[Recorded], decision: Decision, document: Document, world: World
) -> Iterator[tuple[Recorded, Verdict]]:
    """Makes them again; where that fails, the halves by themselves, until the one that makes no sense stands alone."""
    try:
        yield from zip(events, decision.again(events, document, world), strict=True)
    except ABSURD as absurd:
        if len(events) == 1:
            why = f"nothing can be decided from what it holds: {type(absurd).__name__}: {absurd}"
            yield events[0], Verdict(Cause.OTHER_RESULT, why[:500])
            return
        middle = len(events) // 2
        for half in (events[:middle], events[middle:]):
            yield from _verdicts(half, decision, document, world)
