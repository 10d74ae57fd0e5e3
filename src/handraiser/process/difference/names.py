"""What the parts of a document are called in a sentence: one of a list, a part by its own name, a key."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from handraiser.process.difference.wordings import quoted
from handraiser.process.render.phrases import lines, word
from handraiser.process.render.titles import title_of

# One of what a key holds, where leaving out the s does not say it.
ONE_OF = {
    "baseline": "baseline measure",
    "buying_team": "member of the buying team",
    "closed_days": "closed day",
    "content": "piece of content",
    "entry": "entry criterion",
    "escalate": "escalation",
    "exit": "exit criterion",
    "inquiry_kinds": "kind of inquiry",
    "kinds": "kind of touch",
    "minimum": "criterion of the least that must be known",
    "named_accounts": "named account",
    "not_for": "company that is not for us",
    "outcomes": "outcome of a touch",
    "people": "person on the panel",
    "rota": "seat in the rota",
    "signs": "section to sign",
    "territories": "territory",
    "thresholds": "threshold of grade",
    "waterfall": "column to fill",
    "where": "property",
}
# A key, or the place of one, as a noun in the middle of a sentence: "wait after a loss 90 → 60 days".
LABELS = {
    "accepted_stage": "accepted leads go to",
    "ask": "question",
    "calendar": "hours that count",
    "cap": "cap",
    "contact": "counts as a contact",
    "do": "wording",
    "exit_needs": "criteria needed to leave",
    "first_stage": "first stage",
    "half_life": "half-life",
    "hand_raiser": "fast path",
    "hand_raiser_stage": "stage of the fast path",
    "handoff.stage": "leads are offered in",
    "handoff.team": "offers go to team",
    "history_after": "age from which a lead is history",
    "lost_wait": "wait after a loss",
    "met": "good enough",
    "metric": "measure",
    "n": "number that it comes from",
    "next": "next stage",
    "on_hold": "time on hold",
    "order": "ways, in order:",
    "otherwise": "grade below all thresholds",
    "part": "part",
    "pauses_in_absence": "pause in absence",
    "recycle.stage": "who comes back starts in",
    "returned_stage": "returned leads go to",
    "routed": "gets an owner",
    "said": "wording",
    "says": "wording",
    "starts": "start",
    "stops_on": "what stops it:",
    "wait": "wait before they come back",
    "warn_after": "warning after",
    "way_out": "way out when time runs out",
    "what": "wording",
    "why_not": "reason why it is not measured",
    "won_stage": "won leads go to",
}
TITLES = (
    "title",
    "name",
    "function",
    "who",
    "missing",
    "said",
    "measure",
    "behaviour",
    "says",
    "do",
    "ask",
    "step",
    "value",
    "key",
)
# What an escalation does says little without when, and to whom.
WHOLE = frozenset({"after", "do", "whom"})


def one_of(key: str) -> str:
    """A noun for one of the parts of a list: `reject reason` for `reject_reasons`."""
    return ONE_OF.get(key) or key.replace("_", " ").removesuffix("s")


def name_of(part: Any, names: Mapping[str, str], key: str = "") -> str:
    """What a part is called: its title, its sentence, or itself. `key` names the list that it is in."""
    if not isinstance(part, BaseModel):
        return word(" ".join(str(part).split()), key, names)
    if not set(type(part).model_fields) >= WHOLE:
        for title in TITLES:
            said = getattr(part, title, None)
            if isinstance(said, str) and said.strip():
                name = word(" ".join(said.split()), title, names)
                return name.capitalize() if title == "step" else name
    return phrase_of(part, names) or "it"


def phrase_of(part: BaseModel, names: Mapping[str, str]) -> str:
    """All of a small part as one phrase: `after 4 business hours: notify the manager`."""
    return "; ".join("".join(span.text for span in line) for line in lines(part, names))


def called(key: str, part: Any, names: Mapping[str, str]) -> str:
    """`reject reason “Too early”`."""
    return f"{one_of(key)} {quoted(name_of(part, names, key))}"


def label(key: str, path: str = "") -> str:
    """A key in the middle of a sentence; some say something else in other sections."""
    title = LABELS.get(path) or LABELS.get(key) or title_of(key)
    return title[:1].lower() + title[1:] if title[1:2].islower() or len(title) == 1 else title
