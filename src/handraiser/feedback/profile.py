"""The section `ideal_customer` as the finder would write it: sentences with their figures, and no claim beyond."""

from dataclasses import dataclass

from handraiser.feedback.compared import Line
from handraiser.feedback.finder import Found
from handraiser.feedback.words import line_words, verdict

MOST_TRAITS = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """The parts of the section that the data can write. The buying team it cannot know."""

    summary: str
    traits: tuple[str, ...]
    not_for: tuple[str, ...]


def profile(found: Found) -> Profile:
    """Values that stand out above the average become traits, those below it say whom it is not for."""
    above = _standing_out(found, better=True)
    below = _standing_out(found, better=False)
    judged = found.judged
    period = f"{found.since:%-d %B %Y} to {found.until:%-d %B %Y}"
    return Profile(
        f"From {judged.n:,} leads first met from {period}: {verdict(found)}",
        tuple(line_words(line, title) for title, line in above),
        tuple(line_words(line, title) for title, line in below),
    )


def _standing_out(found: Found, *, better: bool) -> list[tuple[str, Line]]:
    lines = [
        (one.trait.title, line)
        for one in found.signals
        for line in one.lines
        if line.stands_out and line.value is not None and (line.lift.value > 1) == better
    ]
    return sorted(lines, key=lambda pair: pair[1].lift.value, reverse=better)[:MOST_TRAITS]
