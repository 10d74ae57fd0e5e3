"""The report in sentences: the same on the screen, on the page and in the terminal."""

from collections.abc import Mapping

from handraiser.backtest.report import DIFFERENCES, Report, Side
from handraiser.backtest.tally import OF_TEAM
from handraiser.kit.intervals import Interval
from handraiser.process.check import Fault
from handraiser.process.joining import Replaced

MOVEMENTS = {
    "up": "get further",
    "down": "get less far",
    "elsewhere": "go elsewhere as far",
    "same": "stay as they are",
    "only_draft": "are there only under the draft",
    "only_base": "are there only under the other version",
}
ONE_MOVES = {
    "up": "gets further",
    "down": "gets less far",
    "elsewhere": "goes elsewhere as far",
    "same": "stays as it is",
    "only_draft": "is there only under the draft",
    "only_base": "is there only under the other version",
}
SHORT = {
    "up": "Further",
    "down": "Less far",
    "elsewhere": "Elsewhere as far",
    "same": "The same",
    "only_draft": "Only under the draft",
    "only_base": "Only under the other",
}
ELSEWHERE = (
    "What counts is the furthest stage that a lead reached, so that some stand at the same place in the end and got "
    "less far before. Out of the process they are won, lost, recycled or disqualified."
)
CAPACITY = (
    "A lead counts where it was assigned, and again where it went to somebody else. Capacity is how many open leads "
    "somebody can carry at one time, as it is set today; that of a team is its members' together. Weeks begin on Monday."
)
CLOCKS = (
    "A clock is a promise with a due time. Kept and broken are by the touches and answers that were recorded; lapsed: "
    "something else ended it before it was due; running: still open where history ends."
)
AREA = (
    "The area under the curve is how often a won lead has the higher number of two, one won and one not: 0.5 is a coin, 1 is "
    "perfect. Lift 2 means won twice as often as the average. In brackets 95 % intervals."
)
RULES = (
    "Points and leads under the draft. The area without a rule says how well the number would tell won from the others "
    "if the rule gave no points: lower than with all rules, and the rule helps."
)
OWNERS = {
    "rota": "in turn in the whole team",
    "existing_owner": "the owner of before",
    "named_account": "by named account",
}
ACTS = {
    "touch.made": "a touch",
    "question.answered": "an answer to a question",
    "person.corrected": "a correction",
    "lead.moved": "moved by hand",
    "lead.reassigned": "given to somebody else",
    "lead.ended": "ended by hand",
    "handoff.accepted": "accepted by sales",
    "handoff.rejected": "rejected by sales",
    "opportunity.won": "a sale won",
    "opportunity.lost": "a sale lost",
    "opportunity.on_hold": "a sale put on hold",
    "opportunity.open": "a sale opened again",
}
MOMENTS = {"in": "when the lead came in", "last": "at its last decision before the outcome"}
FATES = {"met": "kept", "breached": "broken", "cancelled": "lapsed", "running": "running"}


def verdict(report: Report) -> str:
    """The report in one sentence."""
    moved = {name: count for name, count in report.movements.items() if name != "same"}
    total = sum(report.movements.values())
    leads = f"{total:,} lead" if total == 1 else f"{total:,} leads"
    if not moved:
        return f"Of {leads} none would stand anywhere else."
    told = ", ".join(
        f"{count:,} {(ONE_MOVES if count == 1 else MOVEMENTS)[name]}" for name, count in moved.items()
    )
    return f"Of {leads} {sum(moved.values()):,} would stand elsewhere: {told}."


def valid_part(side: Side) -> str:
    """That a draft with faults was tried in part only; '' of one that checks."""
    if not side.replaced:
        return ""
    count = len(side.replaced)
    return (
        f"Draft {side.number} does not check, so only its valid part was tried. "
        f"{'One section is' if count == 1 else f'{count} sections are'} left out of the trial: what the draft says there is "
        "not in these figures, and it cannot be reviewed or published before its faults are mended."
    )


def section(one: Replaced) -> str:
    """The section of the draft that was not tried."""
    return one.section or "Outside the sections"


def replaced(one: Replaced, side: Side) -> str:
    """What stood in its place, to be read after its name."""
    line = f" (line {one.line})" if one.line is not None else " (which the draft does not have)"
    if not one.known:
        return f"{line}: there is no such section in a document."
    return f"{line}: tried as it is in version {side.replaced_from}."


def fault(found: Fault) -> str:
    """A fault by its line."""
    path = f"{found.path}: " if found.path else ""
    return f"Line {found.line}: {path}{found.wrong} {found.meant}".rstrip()


def whole(report: Report) -> str:
    """Over what it was run."""
    part = "" if report.people >= report.of_people else f" of {report.of_people:,}"
    return (
        f"{report.people:,}{part} people, {report.inquiries:,} inquiries, {report.behaviours:,} behaviour events, "
        f"{report.acts:,} acts of people"
    )


def difference(kind: str) -> str:
    """What did not fit, in words."""
    return DIFFERENCES.get(kind, kind.replace("_", " "))


def way_of_move(why: str) -> str:
    """Why a lead was moved; what somebody said with it is left out."""
    return why.partition(": ")[0]


def way_of_owner(told: str, teams: Mapping[str, str]) -> tuple[str, str]:
    """How an owner was found: the team by its title, and the way."""
    team, _, way = told.partition(OF_TEAM) if OF_TEAM in told else ("", "", told)
    return teams.get(team, team), OWNERS.get(way, way)


def act(detail: str) -> str:
    """What somebody did."""
    return ACTS.get(detail, detail.replace("a linkedin by", "a LinkedIn message by"))


def never(told: str, titles: Mapping[str, str], teams: Mapping[str, str]) -> str:
    """A rule, clock, territory or gate that did nothing; stages and teams by their titles."""
    kind, _, name = told.partition(": ")
    if kind == "territory":
        place, _, team = name.rpartition(OF_TEAM)
        return f"territory: {place} of {teams.get(team, team)}"
    if kind != "gate":
        return f"{kind}: {name.replace('_', ' ') if kind == 'clock' else name}"
    here, _, there = name.partition(" -> ")
    return f"gate: nobody met the exit criteria from {titles.get(here, here)} to {titles.get(there, there)}"


def with_interval(figure: Interval | None, digits: int = 3) -> str:
    """A figure and its interval."""
    if figure is None:
        return "-"
    return f"{figure.value:.{digits}f} ({figure.low:.{digits}f} to {figure.high:.{digits}f})"


def first_come() -> str:
    """What the second lift says, and what it hangs on."""
    return (
        "Leads with the same number share the tenth that they stand in, so that the lift does not hang on their order. "
        "The lift in the order of arrival is that of a desk which calls whoever came first among them: it holds for "
        "this history, and another order of arrival would give another."
    )


def fidelity(report: Report) -> str:
    """How far the simulation can be believed."""
    found = report.fidelity
    if found is None:
        return "No lead of this period ran under the other version, so that the simulation cannot be held against the record."
    return (
        f"Version {report.base.number} really ran for {found.leads:,} of these leads; simulated again it agrees with the record "
        f"in stage for {found.stage:.1%}, in grade for {found.grade:.1%}, in outcome for {found.outcome:.1%}, in owner for "
        f"{found.owner:.1%}, and in what became of {found.clocks:,} clocks for {found.clock_fates:.1%}."
    )
