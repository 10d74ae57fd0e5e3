"""The ledger in sentences: what happened, drawn with an icon, with the words people added and the reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handraiser.ledger.models import Event
from handraiser.web.lead.names import Names, called

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline. `why`: reasons, each a text with points or without."""

    at: datetime
    icon: str
    tone: str
    text: str
    who: str
    version: str
    note: str = ""
    why: tuple[tuple[str, float | None], ...] = ()


def tell(event: Event, names: Names) -> Line:
    """An event as a line. A kind that nobody has put into words yet is shown by its name, not hidden."""
    told: Told = event.explanation
    icon, tone, say = SENTENCES.get(event.kind, ("activity", "", _plain(event.kind)))
    return Line(
        at=event.at,
        icon=icon,
        tone=tone or ("human" if event.actor_id else ""),
        text=say(told, names),
        who=names.person(event.actor_id) if event.actor_id else "",
        version=names.versions.get(str(event.version_id), ""),
        note=str(told.get("note") or ""),
        why=WHY.get(event.kind, _no_reasons)(told, names),
    )


def _plain(kind: str) -> Callable[[Told, Names], str]:
    return lambda told, names: kind.replace(".", " ").replace("_", " ").capitalize() + "."


def _identified(told: Told, names: Names) -> str:
    came = f"came in by {called(told.get('door'), names.doors)}"
    source = f" from {told['source']}" if told.get("source") else ""
    if told.get("person_new"):
        return f"A new person {came}{source}."
    return f"{'A new pass: known person' if told.get('lead_new') else 'Known person'} {came}{source}."


def _moved(told: Told, names: Names) -> str:
    return f"{names.stage(told.get('from'))} → {names.stage(told.get('to'))}." if told.get("from") else (
        f"Starts as {names.stage(told.get('to'))}."
    )  # fmt: skip


def _by_hand(told: Told, names: Names) -> str:
    against = " against the criteria" if told.get("against") else ""
    return f"Moved by hand{against}: {names.stage(told.get('from'))} → {names.stage(told.get('to'))}."


def _touched(told: Told, names: Names) -> str:
    outcome = f": {called(told['outcome'], names.outcomes).lower()}" if told.get("outcome") else ""
    way = " received" if told.get("direction") == "in" else ""
    return f"{called(told.get('kind'), names.kinds)}{way}{outcome}."


def _ended(told: Told, names: Names) -> str:
    reason = f": {called(told['reason'], names.reasons).lower()}" if told.get("reason") else ""
    return f"{called(told.get('outcome'), names.states).capitalize()}{reason}. This pass is over."


def _opportunity(told: Told, names: Names) -> str:
    amount = f" with {told['amount']:,.0f}" if told.get("amount") else ""
    reason = f": {called(told['reason'], names.reasons).lower()}" if told.get("reason") else ""
    return f"Opportunity {called(told.get('state'), names.states)}{amount}{reason}."


def _clock(told: Told, names: Names) -> str:
    clocks = [
        called(clock.get("clock"), names.clocks).lower() for clock in told.get("clocks", [told]) if clock
    ]
    return f"Clock started: {', '.join(clocks)}."


def _clock_end(what: str) -> Callable[[Told, Names], str]:
    return lambda told, names: f"{called(told.get('clock') or told.get('name'), names.clocks)}: {what}."


Sentence = tuple[str, str, Callable[[Told, Names], str]]
SENTENCES: dict[str, Sentence] = {
    "person.identified": ("user-plus", "", _identified),
    "lead.graded": ("award", "", lambda told, names: f"Grade {told.get('grade')}."),
    "lead.scored": (
        "trending-up",
        "",
        lambda told, names: f"Score {told.get('was', 0):g} → {told.get('score', 0):g}.",
    ),
    "stage.moved": ("arrow-right", "good", _moved),
    "lead.moved": ("hand", "human", _by_hand),
    "lead.assigned": ("user-check", "", lambda told, names: f"Goes to {names.person(told.get('owner_id'))}."),
    "lead.held": ("hourglass", "bad", lambda told, names: "Waits for an owner: nobody fits at the moment."),
    "lead.reassigned": (
        "user-check",
        "human",
        lambda told, names: (
            f"Given to {names.person(told.get('owner_id'))}, was with {names.person(told.get('was'))}."
        ),
    ),
    "lead.offered": (
        "handshake",
        "",
        lambda told, names: f"Offered to {names.person(told.get('to'))}.",
    ),
    "handoff.accepted": ("thumbs-up", "good", lambda told, names: "Accepted by sales."),
    "handoff.rejected": (
        "thumbs-down",
        "bad",
        lambda told, names: f"Rejected: {called(told.get('reason'), names.reasons).lower()}.",
    ),
    "handoff.expired": (
        "timer-off",
        "bad",
        lambda told, names: "Nobody answered the offer in time; it goes back.",
    ),
    "touch.made": ("phone-call", "human", _touched),
    "touch.undone": ("undo-2", "human", lambda told, names: "A touch was taken back."),
    "question.answered": (
        "list-checks",
        "human",
        lambda told, names: f"{called(told.get('question'), names.questions)}: {names.answer(told)}.",
    ),
    "person.corrected": ("pencil", "human", lambda told, names: "Facts corrected."),
    "behaviour.seen": ("eye", "", lambda told, names: "Behaviour was seen."),
    "lead.snoozed": ("moon", "human", lambda told, names: "Set aside for later."),
    "lead.woke": ("sun", "human", lambda told, names: "Back in the worklist."),
    "lead.ended": ("flag", "bad", _ended),
    "outcome.told": (
        "flag",
        "",
        lambda told, names: f"Told from outside: {called(told.get('outcome'), names.states)}.",
    ),
    "opportunity.won": ("trophy", "good", _opportunity),
    "opportunity.lost": ("circle-x", "bad", _opportunity),
    "opportunity.on_hold": ("pause", "human", _opportunity),
    "opportunity.open": ("briefcase", "human", _opportunity),
    "clock.started": ("timer", "", _clock),
    "clock.warned": ("bell", "", _clock_end("time is running out")),
    "clock.breached": ("alarm-clock", "bad", _clock_end("broken")),
    "clock.stopped": ("check", "", _clock_end("stopped")),
    "clock.met": ("check", "good", _clock_end("kept")),
}


def _no_reasons(told: Told, names: Names) -> tuple[tuple[str, float | None], ...]:
    return ()


def _rules(told: Told, names: Names) -> tuple[tuple[str, float | None], ...]:
    return tuple((str(rule.get("rule")), float(rule.get("points", 0))) for rule in told.get("rules", ()))


def _moves(told: Told, names: Names) -> tuple[tuple[str, float | None], ...]:
    lines: list[tuple[str, float | None]] = []
    for move in told.get("moves", ()):
        lines.append((f"{names.stage(move.get('to'))}: {move.get('why')}", None))
        lines += [(str(criterion.get("says")), None) for criterion in move.get("criteria", ())]
    return tuple(lines)


def _owner(told: Told, names: Names) -> tuple[tuple[str, float | None], ...]:
    reasons = told.get("reasons") or {}
    chosen = [(str(reasons.get("why")), None)] if reasons.get("why") else []
    passed = [(f"Not {other.get('who')}: {other.get('why')}", None) for other in reasons.get("rejected", ())]
    return (*chosen, *passed)


def _against(told: Told, names: Names) -> tuple[tuple[str, float | None], ...]:
    reason = [(f"Reason given: {told['reason']}", None)] if told.get("reason") else []
    return (*reason, *((f"Not met: {criterion}", None) for criterion in told.get("against", ())))


def _clocks(told: Told, names: Names) -> tuple[tuple[str, float | None], ...]:
    lines = []
    for clock in told.get("clocks", [told]):
        due = str(clock.get("due_at", ""))[:16].replace("T", " ")
        lines.append(
            (f"{called(clock.get('clock') or clock.get('name'), names.clocks)}, due {due} UTC", None)
        )
    return tuple(lines)


WHY: dict[str, Callable[[Told, Names], tuple[tuple[str, float | None], ...]]] = {
    "lead.graded": _rules,
    "lead.scored": _rules,
    "stage.moved": _moves,
    "lead.moved": _against,
    "lead.assigned": _owner,
    "lead.held": _owner,
    "lead.reassigned": _against,
    "clock.started": _clocks,
}
