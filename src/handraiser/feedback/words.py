"""What the finder found, in sentences that claim no more than the figures do."""

from collections.abc import Iterator

from handraiser.feedback.compared import Compared, Line
from handraiser.feedback.finder import Found
from handraiser.feedback.judged import LEAST_LOST, Judged
from handraiser.feedback.traits import BY_NAME
from handraiser.kit.intervals import Interval


def verdict(found: Found) -> str:
    """The answer in a sentence or two."""
    judged = found.judged
    if not judged.n:
        return "No lead of this period can be judged yet, so nothing can be said."
    if not judged.wins or judged.wins == judged.n:
        ended = "None" if not judged.wins else "Every one"
        return f"{ended} of the {judged.n:,} leads was won, so nothing tells a won lead from another."
    tested = [one for one in found.traits if one.p is not None]
    if not tested:
        return f"{judged.wins:,} of {judged.n:,} leads were won. No trait is known of enough leads to be compared."
    if not found.signals:
        return f"These traits carry no signal. {_coin(found)}"
    names = _listed([one.trait.title.lower() for one in found.signals])
    verb = "goes" if len(found.signals) == 1 else "go"
    return f"{names[:1].upper()}{names[1:]} {verb} with won, more than chance explains. {_coin(found)}"


def remarks(found: Found) -> Iterator[str]:
    """What a reader must know to read the figures rightly."""
    judged = found.judged
    yield against(judged)
    if judged.too_young and judged.ripe_until is not None and judged.patience is not None:
        yield (
            f"{judged.too_young:,} leads first met after {judged.ripe_until:%-d %B %Y} are left out: nine tenths of "
            f"wins took up to {_days(judged.patience.days)}, so theirs may still come."
        )
    if judged.impossible:
        yield (
            f"{judged.impossible:,} won before first contact, which cannot be true: counted as won, left out of times."
        )
    tested = sum(1 for one in found.traits if one.p is not None)
    if tested:
        yield (
            f"{tested} traits were tested; one counts as a signal only if it survives that many looks at chance "
            "(Holm), and a value of it stands out only by Benjamini and Hochberg over all values."
        )
    if found.learned_later:
        told = [_learned(found, name) for name in sorted(found.learned_later)]
        yield f"Learned or changed after first contact, so what came later does not count: {_listed(told)}."
    for name, known in found.known_afterwards.items():
        yield (
            f"{BY_NAME[name].title} is known of {known.won:.0%} of the won and {known.rest:.0%} of the others, in "
            "records that came after the fact: it may have been filled in because of how they ended. So only leads of "
            "which it is known are compared by it, and the model does without it."
        )
    for one in found.traits:
        if one.design > 1.5:
            yield (
                f"Leads of one company end alike: for {one.trait.title.lower()}, {one.design:.1f} leads weigh as one."
            )


def against(judged: Judged) -> str:
    """Won against what."""
    if judged.against == "closed":
        return (
            f"Won against lost: {judged.wins:,} won of {judged.n:,} closed"
            f"{_share(judged.wins, judged.n)}; {judged.leads - judged.n:,} leads without an outcome do not count."
        )
    why = (
        "no lost deals are recorded"
        if not judged.lost
        else "you chose so"
        if judged.lost >= LEAST_LOST
        else f"only {judged.lost:,} lost deals are recorded"
    )
    return (
        f"Won against all others, since {why}: {judged.wins:,} won of {judged.n:,} leads"
        f"{_share(judged.wins, judged.n)}."
    )


def trait_words(one: Compared) -> str:
    """How a trait did, in a few words."""
    if one.p is None:
        return one.why_not
    if one.signal:
        return f"Signal: chance alone would do this {_chance(one.p)}."
    return "No signal: chance alone explains the differences."


def line_words(line: Line, title: str) -> str:
    """A value as a trait of the ideal customer, with its figures."""
    return (
        f"{title}: {line.words} ({line.won:,} of {line.n:,} won, {line.share.value:.1%}, {line.lift.value:.2f} times "
        f"the average, 95 % interval {line.lift.low:.2f} to {line.lift.high:.2f})"
    )


def interval(share: Interval, digits: int = 2) -> str:
    """A figure with its interval: 0.61 (0.58 to 0.64)."""
    return f"{share.value:.{digits}f} ({share.low:.{digits}f} to {share.high:.{digits}f})"


def _learned(found: Found, name: str) -> str:
    count, seen = found.learned_later[name], found.seen_first.get(name, 0)
    leads = "one lead" if count == 1 else f"{count:,} leads"
    known = f", of {seen:,} the ledger knows what was seen first" if seen else ""
    return f"{BY_NAME[name].title.lower()} ({leads}{known})"


def _coin(found: Found) -> str:
    auc = found.separation.auc
    if auc is None:
        return f"How well they separate together cannot be said: {found.separation.why_not}"
    told = f"A simple model that knows them all tells won from the rest with an AUC of {interval(auc)}, cross-validated"
    return f"{told}; 0.5 is a coin." if found.separation.like_a_coin else f"{told}; 0.5 would be a coin."


def _chance(p: float) -> str:
    if p < 0.0001:
        return "less than once in 10,000 times"
    return f"about once in {1 / p:,.0f} times"


def _share(won: int, n: int) -> str:
    return f" ({won / n:.2%})" if n else ""


def _days(days: int) -> str:
    return "one day" if days == 1 else f"{days:,} days"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
