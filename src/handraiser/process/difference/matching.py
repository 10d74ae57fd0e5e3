"""Which part of a list is which part of another: by key or name, else by likeness, never by place alone."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

# What a part is known by. Sentences are known by themselves, and by likeness when they were reworded.
IDENTITIES = (
    "key",
    "name",
    "value",
    "function",
    "who",
    "behaviour",
    "missing",
    "said",
    "measure",
    "step",
    "title",
    "says",
    "do",
)
SENTENCES = ("says", "do", "missing", "said", "title")
LIKE = 0.55

Pair = tuple[int, int]


def matched(before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Pairs of places, in the order of the later list. What is in no pair is gone or new."""
    pairs: dict[int, int] = {}
    for same in (_equal, _same_identity, _rest_equal, _alike):
        taken = set(pairs.values())
        free = [index for index in range(len(before)) if index not in taken]
        for later in range(len(after)):
            if later in pairs:
                continue
            found = same(before, free, after[later])
            if found is not None:
                pairs[later] = found
                free.remove(found)
    return [(earlier, later) for later, earlier in sorted(pairs.items())]


def moved(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The fewest pairs whose parts changed their order among those that are in both lists."""
    earlier = [one for one, _ in pairs]
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, place in enumerate(earlier):
        at = bisect_left(tails, place)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
        previous.append(ends[at - 1] if at else -1)
    staying: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        staying.add(at)
        at = previous[at]
    for index, pair in enumerate(pairs):
        if index not in staying:
            yield pair


def _equal(before: Sequence[Any], free: list[int], part: Any) -> int | None:
    return next((index for index in free if before[index] == part), None)


def _same_identity(before: Sequence[Any], free: list[int], part: Any) -> int | None:
    wanted = _identity(part)
    alike = [index for index in free if wanted is not None and _identity(before[index]) == wanted]
    # Several clocks may share a name; then the one that starts in the same stage is meant.
    starts = getattr(part, "starts", getattr(part, "where", None))
    return next(
        (i for i in alike if getattr(before[i], "starts", getattr(before[i], "where", None)) == starts),
        alike[0] if alike else None,
    )


def _rest_equal(before: Sequence[Any], free: list[int], part: Any) -> int | None:
    """The same part under another name, if there is but one that is the same in everything else."""
    rest = _rest(part)
    found = [index for index in free if rest and _rest(before[index]) == rest]
    return found[0] if len(found) == 1 else None


def _alike(before: Sequence[Any], free: list[int], part: Any) -> int | None:
    text = _sentence(part)
    if not text:
        return None
    ratios = [(SequenceMatcher(None, _sentence(before[index]), text).ratio(), -index) for index in free]
    best = max(ratios, default=(0.0, 0))
    return -best[1] if best[0] >= LIKE else None


def _identity(part: Any) -> object:
    if not isinstance(part, BaseModel):
        return None
    for key in IDENTITIES:
        if key in type(part).model_fields:
            return key, getattr(part, key)
    return None


def _rest(part: Any) -> object:
    """Everything but what it is known by, where that says something at all."""
    identity = _identity(part)
    if not isinstance(part, BaseModel) or not isinstance(identity, tuple):
        return None
    rest = part.model_dump(mode="json", exclude={identity[0]}, exclude_defaults=True)
    return rest or None


def _sentence(part: Any) -> str:
    if isinstance(part, str):
        return part
    if (
        not isinstance(part, BaseModel)
        or "key" in type(part).model_fields
        or "name" in type(part).model_fields
    ):
        return ""
    return next((str(getattr(part, key)) for key in SENTENCES if key in type(part).model_fields), "")
