"""Which stage of a version goes on where in another: a proposal that a person corrects."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

LIKE_ENOUGH = 70


def propose(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """For each stage before (key -> title, in their order) the stage after it goes on as.

    The same key first, then a title much alike, then the same title under another key; else the nearest stage
    before it that has a place, so that nobody is taken further than they came.
    """
    proposed: dict[str, str] = {}
    last = next(iter(after), "")
    for key, title in before.items():
        found = key if key in after else _alike(title, after, taken=list(proposed.values()))
        proposed[key] = last = found or last
    return proposed


def _alike(title: str, after: Mapping[str, str], *, taken: Sequence[str]) -> str | None:
    free = {key: name.lower() for key, name in after.items() if key not in taken}
    best = process.extractOne(title.lower(), free, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH)
    return best[2] if best is not None else None
