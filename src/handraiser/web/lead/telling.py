"""The ledger in sentences: what happened, drawn with an icon, with the words people added and the reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handraiser.follow_up.rules import STAGE_DURATION
from handraiser.ledger.models import Event
from handraiser.web.lead.names import Names, called
from handraiser.web.lead.reasons import Reason, Told, inputs_of, reasons_of

FADING = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline. `inputs`: what the rule looked at. `minor`: bookkeeping that few want to see.

    `undone`: it was taken back, and holds no more.
    """

    event: UUID
    at: datetime
    icon: str
    tone: str
    text: str
    who: str
    version: str
    note: str = ""
    why: tuple[Reason, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    minor: bool = False
    undone: bool = False


def _seen(told: Told, names: Names) -> str:
    """Each kind once, with the page or name that it came with."""
    kinds: dict[str, None] = {}
    for event in told.get("seen") or ():
        properties = event.get("properties") or {}
        about = properties.get("page") or properties.get("name") or properties.get("subject") or ""
        kinds[called(event.get("kind"), names.kinds) + (f" {about}" if about else "")] = None
    return f"Seen: {', '.join(kinds)}." if kinds else "Behaviour was seen."


def _no_clock(told: Told, names: Names) -> str:
    return f"No promise was given: {told.get('no_clock', 'nothing calls for one')}."


def tell(event: Event, names: Names, *, undone: bool = False) -> Line:
    """An event as a line. A kind that nobody has put into words yet is shown by its name, not hidden."""
    told: Told = event.explanation
    # A move that follows from a rejection has nobody's hand in it.
    kind = "lead.moved_on" if event.kind == "lead.moved" and event.actor_id is None else event.kind
    icon, tone, say = SENTENCES.get(kind, ("activity", "", _plain(event.kind)))
    return Line(
        event=event.id,
        at=event.at,
        icon=icon,
        tone=tone or ("human" if event.actor_id else ""),
        text=say(told, names),
        who=names.person(event.actor_id) if event.actor_id else "",
        version=names.version(event.version_id, event.recorded_at),
        note=str(told.get("note") or ""),
        why=reasons_of(event.kind, told, names),
        inputs=inputs_of(told),
        # Of what was undone the act itself is shown, and not what had followed from it.
        minor=_is_minor(event.kind, told)
        or (undone and (not event.actor_id or event.kind.startswith("clock."))),
        undone=undone,
    )


def _is_minor(kind: str, told: Told) -> bool:
    """A score fades by a little each time; the clock of a stage starts with every move, and only its breach is news."""
    if kind == "lead.scored":
        return bool(abs(told.get("score", 0) - told.get("was", 0)) < FADING)
    clocks = told.get("clocks") or [told]
    return kind in ("clock.started", "clock.stopped", "clock.met") and all(
        clock.get("clock") == STAGE_DURATION for clock in clocks
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


def _other_version(told: Told, names: Names) -> str:
    why = f"{told.get('why', '')}".rstrip(".")
    here, there = names.stage(told.get("from")), names.stage(told.get("to"))
    return f"Goes on under another version: {why}." + ("" if here == there else f" {here} → {there}.")


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


def _act_undone(told: Told, names: Names) -> str:
    return f"Undone: {UNDONE.get(str(told.get('verb')), 'an act')} by {names.person(told.get('by'))}."


def _clock(told: Told, names: Names) -> str:
    keys = [clock.get("clock") for clock in told.get("clocks", [told])]
    news = [key for key in keys if key != STAGE_DURATION] or keys
    return f"Clock started: {', '.join(called(key, names.clocks).lower() for key in news)}."


def _clock_stopped(told: Told, names: Names) -> str:
    late = told.get("state") == "breached"
    return f"{called(told.get('clock'), names.clocks)}: {'answered late' if late else 'called off'}."


def _clock_end(what: str) -> Callable[[Told, Names], str]:
    return lambda told, names: f"{called(told.get('clock') or told.get('name'), names.clocks)}: {what}."


# What was undone, by its verb.
UNDONE = {
    "touch": "a touch",
    "answer": "an answer",
    "answer_several": "answers",
    "correct": "a correction",
    "snooze": "a rest",
    "wake": "a waking",
    "move_stage": "a move by hand",
    "hand_off": "an offer to sales",
    "send_back": "a return",
    "reassign": "a change of owner",
    "accept": "an acceptance",
    "reject": "a rejection",
    "disqualify": "a disqualification",
    "recycle": "a recycling",
    "close_opportunity": "the word on the opportunity",
}
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
    "lead.version_moved": ("git-branch", "", _other_version),
    "lead.piloted": (
        "flask-conical",
        "",
        lambda told, names: (
            f"Takes part in a pilot, in the {'pilot' if told.get('arm') == 'pilot' else 'control'} arm."
        ),
    ),
    "lead.moved_on": ("corner-up-left", "", _moved),
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
    "handoff.withdrawn": (
        "undo-2",
        "",
        lambda told, names: "The offer was withdrawn: the lead left the stage.",
    ),
    "touch.made": ("phone-call", "human", _touched),
    "touch.undone": ("undo-2", "human", lambda told, names: "A touch was taken back."),
    "lead.act_undone": ("undo-2", "human", _act_undone),
    "question.answered": (
        "list-checks",
        "human",
        lambda told, names: f"{called(told.get('question'), names.questions)}: {names.answer(told)}.",
    ),
    "person.corrected": ("pencil", "human", lambda told, names: "Facts corrected."),
    "behaviour.seen": ("eye", "", _seen),
    "lead.snoozed": ("moon", "human", lambda told, names: "Set aside for later."),
    "lead.woke": ("sun", "human", lambda told, names: "Back in the worklist."),
    "lead.ended": ("flag", "", _ended),
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
    "clock.omitted": ("timer", "", _no_clock),
    "clock.warned": ("bell", "", _clock_end("time is running out")),
    "clock.breached": ("alarm-clock", "bad", _clock_end("broken")),
    "clock.stopped": ("check", "", _clock_stopped),
    "clock.met": ("check", "good", _clock_end("kept")),
}
