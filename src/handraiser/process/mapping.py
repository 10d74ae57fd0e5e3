"""Which stage of a version goes on where in another: a proposal that a person corrects."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

LIKE_ENOUGH = 70


def propose(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """For each stage before (key -> title, in their order) the stage after it goes on as.

    The same key, else a title much alike; else the stage that stands in the same place between two that are known.
    Where there is none, the nearest known stage before it, so that nobody is taken further than they came.
    """
    known = {key: key for key in before if key in after}
    for key, title in before.items():
        if key not in known:
            found = _alike(title, {here: name for here, name in after.items() if here not in known.values()})
            known |= {key: found} if found is not None else {}
    proposed: dict[str, str] = {}
    for stretch, first, last in _stretches(list(before), known):
        between = _between(list(after), first, last)
        if len(between) == len(stretch):
            proposed |= dict(zip(stretch, between, strict=True))
        else:
            proposed |= dict.fromkeys(stretch, first or next(iter(after)))
    return {key: known.get(key) or proposed[key] for key in before}


def _alike(title: str, free: Mapping[str, str]) -> str | None:
    names = {key: name.lower() for key, name in free.items()}
    best = process.extractOne(title.lower(), names, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH)
    return best[2] if best is not None else None


def _stretches(
    before: Sequence[str], known: Mapping[str, str]
) -> list[tuple[list[str], str | None, str | None]]:
    """The runs of stages without a place, each with the places known before and behind it."""
    runs: list[tuple[list[str], str | None, str | None]] = []
    run: list[str] = []
    first: str | None = None
    for key in before:
        if key not in known:
            run.append(key)
            continue
        if run:
            runs.append((run, first, known[key]))
        run, first = [], known[key]
    return [*runs, (run, first, None)] if run else runs


def _between(after: Sequence[str], first: str | None, last: str | None) -> list[str]:
    begin = after.index(first) + 1 if first is not None else 0
    end = after.index(last) if last is not None else len(after)
    return list(after[begin:end])
