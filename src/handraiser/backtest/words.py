"""The report in sentences: the same on the screen, on the page and in the terminal."""

from handraiser.backtest.report import DIFFERENCES, Report, Side
from handraiser.kit.intervals import Interval
from handraiser.process.check import Fault
from handraiser.process.joining import Replaced

MOVEMENTS = {
    "up": "come further",
    "down": "come less far",
    "elsewhere": "go elsewhere as far",
    "same": "stay as they are",
    "only_draft": "are there only under the draft",
    "only_base": "are there only under the other version",
}
CAPACITY = (
    "Leads as they were assigned, again where they went to somebody else; open at one time against the capacity of "
    "today. A team carries what its members of today carry."
)
MOMENTS = {"in": "when the lead came in", "last": "at its last decision before the outcome"}
FATES = {"met": "kept", "breached": "broken", "cancelled": "lapsed", "running": "running"}


def verdict(report: Report) -> str:
    """The report in one sentence."""
    moved = {name: count for name, count in report.movements.items() if name != "same"}
    total = sum(report.movements.values())
    if not moved:
        return f"Of {total:,} leads none would stand anywhere else."
    told = ", ".join(f"{count:,} {MOVEMENTS[name]}" for name, count in moved.items())
    return f"Of {total:,} leads {sum(moved.values()):,} would stand elsewhere: {told}."


def valid_part(side: Side) -> str:
    """That a draft with faults was tried in part only; '' of one that checks."""
    if not side.replaced:
        return ""
    count = len(side.replaced)
    return (
        f"Draft {side.number} does not check, so only its valid part was tried. "
        f"{'One section is' if count == 1 else f'{count} sections are'} not its own: what the draft says there is not in "
        "these figures, and it cannot be reviewed or published before its faults are mended."
    )


def replaced(one: Replaced, side: Side) -> str:
    """What stood in the place of a section."""
    line = f", line {one.line}" if one.line is not None else ", which the draft does not have"
    if not one.known:
        return f"{one.section or 'Outside the sections'}{line}: left out."
    return f"{one.section}{line}: as in version {side.replaced_from}."


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
