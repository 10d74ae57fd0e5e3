"""The report on grade and score, as HTML: how they spread, what the rules gave, and how well they tell won from others."""

from handraiser.backtest import words
from handraiser.backtest.markup import Links, counted, named, nothing, table
from handraiser.backtest.report import Judged, Report
from handraiser.backtest.sides import base_name, draft_name, sides


def separation(report: Report) -> str:
    """Both versions at both moments, each number's lines together."""
    found = [(judged, name) for _, name, side in sides(report) for judged in side.judged]
    order = {key: place for place, key in enumerate(dict.fromkeys(_which(judged) for judged, _ in found))}
    rows = [
        _separated(judged, name) for judged, name in sorted(found, key=lambda each: order[_which(each[0])])
    ]
    head = (
        "Number",
        "Known",
        "Version",
        "Leads",
        "Won",
        "Area under the curve",
        "Lift of the top tenth",
        "The same in the order of arrival",
    )
    return table(head, rows, numbers=(3, 4))


def _which(judged: Judged) -> tuple[str, str]:
    return judged.number, judged.moment


def _separated(judged: Judged, name: str) -> tuple[str, ...]:
    found = judged.separation
    return (
        judged.number,
        words.MOMENTS[judged.moment],
        named(name),
        f"{found.leads:,}",
        f"{found.won:,}",
        words.with_interval(found.auc) if found.auc is not None else found.why_not,
        words.with_interval(found.tenths[0].lift, 2) if found.tenths else "-",
        words.with_interval(found.first_come, 2),
    )


def tenths(report: Report) -> str:
    """The lift of each tenth, under the draft."""
    rows = [
        (
            judged.number,
            words.MOMENTS[judged.moment],
            tenth.place,
            f"{tenth.least:g} and more",
            f"{tenth.leads:,.1f}",
            f"{tenth.won:,.1f}",
            words.with_interval(tenth.rate),
            words.with_interval(tenth.lift, 2),
        )
        for judged in report.draft.judged
        for tenth in judged.separation.tenths
    ]
    if not rows:
        return nothing("There are too few leads or too few won to cut them into tenths.")
    head = ("Number", "Known", "Tenth", "From", "Leads", "Won", "Share won", "Lift")
    return table(head, rows, numbers=(2, 4, 5))


def calibration(report: Report) -> str:
    """The share won in each group of leads of like numbers, under the draft."""
    rows = [
        (
            judged.number,
            words.MOMENTS[judged.moment],
            f"{one.low:g} to {one.high:g}",
            f"{one.leads:,}",
            f"{one.won:,}",
            words.with_interval(one.rate),
        )
        for judged in report.draft.judged
        for one in judged.separation.bins
    ]
    if not rows:
        return nothing("There are too few leads or too few won to group them.")
    return table(("Number", "Known", "Between", "Leads", "Won", "Share won"), rows, numbers=(3, 4))


def grades(report: Report, links: Links) -> str:
    """Leads of each grade."""
    names = list(dict.fromkeys([*report.draft.grades, *report.base.grades]))
    rows = [
        (
            name,
            *(
                counted(links, side.grades.get(name, 0), side=key, grade=name)
                for key, _, side in sides(report)
            ),
        )
        for name in names
    ]
    return table(("Grade", draft_name(report), base_name(report)), rows, numbers=(1, 2))


def scores(report: Report, links: Links) -> str:
    """Leads by their score, in tens."""
    levels = sorted({int(level) for _, _, side in sides(report) for level in side.scores})
    rows = [
        (
            f"{level} to below {level + 10}",
            *(
                counted(links, side.scores.get(str(level), 0), side=key, band=str(level))
                for key, _, side in sides(report)
            ),
        )
        for level in levels
    ]
    return table(("Score", draft_name(report), base_name(report)), rows, numbers=(1, 2))


def rules(report: Report, links: Links) -> str:
    """What each rule of the draft gave."""
    rows = [
        (
            rule.section,
            rule.rule,
            counted(links, rule.leads, side="draft", section=rule.section, rule=rule.rule),
            f"{rule.share:.1%}",
            f"{rule.points:+,.0f}",
            f"{rule.area_without:.3f}" if rule.area_without is not None else "-",
        )
        for rule in report.draft.rules
    ]
    if not rows:
        return nothing("No rule gave a point.")
    head = ("Section", "Rule", "Leads", "Of all", "Points in all", "Area without it")
    return table(head, rows, numbers=(2, 3, 4, 5))
