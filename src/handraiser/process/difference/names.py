"""What the parts of a document are called in a sentence: one of a list, a part by its own name, a key."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from handraiser.process.difference.wordings import quoted
from handraiser.process.render.phrases import lines
from handraiser.process.render.titles import title_of

# One of what a key holds, where leaving out the s does not say it.
ONE_OF = {
    "buying_team": "member of the buying team",
    "closed_days": "closed day",
    "content": "piece of content",
    "entry": "entry criterion",
    "escalate": "escalation",
    "exit": "exit criterion",
    "minimum": "criterion of the least that must be known",
    "named_accounts": "named account",
    "not_for": "company that is not for us",
    "order": "way",
    "people": "person on the panel",
    "rota": "seat in the rota",
    "signs": "section to sign",
    "stops_on": "stop",
    "territories": "territory",
    "thresholds": "threshold of grade",
    "waterfall": "column to fill",
    "where": "property asked for",
    "baseline": "baseline measure",
}
LABELS = {"says": "wording", "do": "wording", "what": "wording"}
TITLES = (
    "title",
    "name",
    "function",
    "who",
    "measure",
    "behaviour",
    "says",
    "do",
    "ask",
    "step",
    "value",
    "key",
)


def one_of(key: str) -> str:
    """A noun for one of the parts of a list: `reject reason` for `reject_reasons`."""
    return ONE_OF.get(key) or key.replace("_", " ").removesuffix("s")


def name_of(part: Any, names: Mapping[str, str]) -> str:
    """What a part is called: its title, its sentence, or itself."""
    if isinstance(part, BaseModel):
        for key in TITLES:
            said = getattr(part, key, None)
            if isinstance(said, str) and said.strip():
                return " ".join(said.split())
        return "; ".join("".join(span.text for span in line) for line in lines(part, names)) or "it"
    return " ".join(str(part).split())


def called(key: str, part: Any, names: Mapping[str, str]) -> str:
    """`reject reason “Too early”`."""
    return f"{one_of(key)} {quoted(name_of(part, names))}"


def label(key: str) -> str:
    """A key in the middle of a sentence."""
    title = LABELS.get(key) or title_of(key)
    return title[:1].lower() + title[1:] if title[1:2].islower() or len(title) == 1 else title
