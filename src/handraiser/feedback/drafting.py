"""What was found, written into the text of a process. Text in, text out; every other line stays as it is."""

from collections.abc import Sequence

from handraiser.feedback.finder import Found
from handraiser.feedback.points import Points
from handraiser.feedback.profile import profile
from handraiser.feedback.words import against
from handraiser.process.editing import Change, Put, edit
from handraiser.process.source import plain, read_source

USUAL_GRADES = ("A", "B", "C", "D")


def with_ideal_customer(text: str, found: Found) -> str:
    """The text with the section `ideal_customer` as the finder writes it; its buying team stays.

    What the data names nobody for stays too: without a value that stands out, only the summary changes.
    Raises `CannotEdit` where the text cannot be read.
    """
    written = profile(found)
    changes: list[Change] = [Put(("ideal_customer", "summary"), written.summary)]
    if written.traits:
        changes.append(Put(("ideal_customer", "traits"), list(written.traits)))
    if written.not_for:
        changes.append(Put(("ideal_customer", "not_for"), list(written.not_for)))
    return edit(text, changes)


def with_points(text: str, points: Points) -> str:
    """The text with grade rules and thresholds from history, under the grades that the document has.

    Raises `CannotEdit` where the text cannot be read.
    """
    judged = points.judged
    about = (
        f"Points from history, by {_listed(points.traits)}. Ten points double the odds of being won, minus ten halve "
        f"them, none is the average. {against(judged)}"
    )
    rules = [
        {"name": rule.name, "when": rule.when, "points": rule.points, "why": rule.why}
        for rule in points.rules
    ]
    thresholds = points.thresholds(_grades(text))
    return edit(
        text,
        [
            Put(("grade", "about"), about),
            Put(("grade", "rules"), rules),
            Put(("grade", "thresholds"), thresholds),
        ],
    )


def _grades(text: str) -> Sequence[str]:
    root = read_source(text).root
    grade = plain(root).get("grade") if root is not None and isinstance(root.value, dict) else None
    thresholds = grade.get("thresholds") if isinstance(grade, dict) else None
    return list(thresholds) if isinstance(thresholds, dict) and thresholds else USUAL_GRADES


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
