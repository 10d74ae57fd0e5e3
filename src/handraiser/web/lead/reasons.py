"""Why something was decided, out of what the ledger keeps: reasons with their points, and what was looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from handraiser.lead.catalogue import COLUMNS
from handraiser.web.lead.names import Names, called

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `points` where it adds to a number; `more` is the sentence behind it."""

    text: str
    points: float | None = None
    more: str = ""


def reasons_of(kind: str, told: Told, names: Names) -> tuple[Reason, ...]:
    """The reasons that an event of that kind gives; none where there is nothing to explain."""
    read = READERS.get(kind)
    return tuple(read(told, names)) if read else ()


def inputs_of(told: Told) -> tuple[tuple[str, str], ...]:
    """What the rules looked at and found, by title; what was unknown is left out."""
    inputs = told.get("inputs")
    if not isinstance(inputs, Mapping):
        return ()
    return tuple(
        (COLUMNS[name].title, _value(value))
        for name, value in inputs.items()
        if name in COLUMNS and value not in (None, [], "")
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _rules(told: Told, names: Names) -> list[Reason]:
    return [
        Reason(str(rule.get("rule")), float(rule.get("points", 0)), str(rule.get("why") or ""))
        for rule in told.get("rules", ())
    ]


def _moves(told: Told, names: Names) -> list[Reason]:
    reasons = []
    for move in told.get("moves", ()):
        reasons.append(Reason(f"{names.stage(move.get('to'))}: {move.get('why')}"))
        reasons += [
            Reason(str(criterion.get("says")), more=str(criterion.get("when") or ""))
            for criterion in move.get("criteria", ())
        ]
    return reasons


def _owner(told: Told, names: Names) -> list[Reason]:
    decided = told.get("reasons") or {}
    chosen = [Reason(_sentence(decided["why"]))] if decided.get("why") else []
    return chosen + [
        Reason(f"Not {other.get('who')}", more=str(other.get("why"))) for other in decided.get("rejected", ())
    ]


def _by_hand(told: Told, names: Names) -> list[Reason]:
    said = [Reason(f"Reason given: {told['reason']}")] if told.get("reason") else []
    return said + [Reason(f"Did not hold: {criterion}") for criterion in told.get("against", ())]


def _clocks(told: Told, names: Names) -> list[Reason]:
    return [
        Reason(
            f"{called(clock.get('clock'), names.clocks)} within {clock.get('within')}, due {_moment(clock.get('due_at'))}",
            more=_sentence(clock.get("because") or ""),
        )
        for clock in told.get("clocks", [told])
    ]


def _moment(text: object) -> str:
    try:
        return f"{timezone.localtime(datetime.fromisoformat(str(text))):%a %d %b %Y, %H:%M}"
    except ValueError:
        return str(text)


def _sentence(text: object) -> str:
    said = str(text)
    return said[:1].upper() + said[1:]


READERS: dict[str, Callable[[Told, Names], list[Reason]]] = {
    "lead.graded": _rules,
    "lead.scored": _rules,
    "stage.moved": _moves,
    "lead.moved": _by_hand,
    "lead.assigned": _owner,
    "lead.held": _owner,
    "lead.reassigned": _by_hand,
    "clock.started": _clocks,
}
