"""How senior a title is. Lists in English, German, French, Spanish, Italian, Dutch and Portuguese."""

import re
from collections.abc import Iterator

from handraiser.connectors.job_title.vocabulary import Vocabulary, any_of, readable

SENIORITIES = (
    *("owner", "c_level", "vp", "director", "head", "lead", "manager", "senior", "specialist", "junior"),
)

# Whoever assists somebody does not hold that office: 'Assistentin der Geschäftsführung'.
_ASSISTS = any_of(
    """
    *assisten*, *assistant*, *sekretar*, secretary, secretaire, secretaria, segretari*, *secretaresse,
    executive support, buro der geschaftsfuhrung, referent* der geschaftsfuhrung, referent* der
    geschaftsleitung, chief of staff office
    """
)
_HINTS = ("assist", "sekret", "secret", "segret", "support", "referent", "buro", "staff")
# 'Assistant Manager' and 'Associate Director' do hold it.
_HOLDS_ANYWAY = any_of(
    """
    assistant manager, assistant director, assistant vice president, assistant head, assistant general
    manager, assistant sales manager, assistant marketing manager, assistant team leader, assistant*
    brand manager
    """
)

# Owners of things that are not companies, partners who are employees, and leads that are prospects.
_OWNS_LESS = any_of(
    """
    product* owner*, process owner*, system owner*, service owner*, application owner*, data owner*,
    platform owner*, solution* owner*, feature owner*, project owner*, account owner*, campaign owner*,
    business process owner*, dynamics owner, crm owner*, risk owner*, domain owner*, journey owner*,
    partner* manage*, partner* market*, partner* sales, partner* success, partner* development, partner*
    account*, partner* relation*, partner* program*, business partner*, partner* business, channel
    partner*, vp partner*, sales partner*, partner* consultant, hr partner*, talent partner*, technology
    partner*, alliance* partner*, partner* channel*, lead generation, lead management,
    lead manag*, lead nurturing, lead qualif*
    """
)

_RANK = re.compile(r"\b(?:owner|partner|lead)\w*")

_LEVELS = Vocabulary.from_file("seniority.txt")

_OFFICES = frozenset(SENIORITIES[: SENIORITIES.index("senior")])
_VICE_PRESIDENT = any_of(
    "vice president*, vicepresident*, vice presiden*, vicepresiden*, *vizeprasident*, vice prasident*"
)
_SENIOR = any_of("senior, sr")
_BESIDE = re.compile(r"[/|;]")
_AND = re.compile(r"[&+,]|\b(?:und|and|et|y|en)\b", re.IGNORECASE)
_NAMED = 0.9
_IMPLIED = 0.6


def seniority_of(title: str, text: str) -> tuple[str | None, float]:
    """Level of a job title and how sure it is; (None, 0.0) when it tells nothing. `text`: the title, readable."""
    if not _assists(text) or _HOLDS_ANYWAY.search(text):
        return _level_of(text)
    for part in _other_parts(title):
        level, confidence = _level_of(part)
        if level in _OFFICES:
            return level, confidence
    return ("senior" if _SENIOR.search(text) else "junior"), _IMPLIED


def _assists(text: str) -> bool:
    return any(hint in text for hint in _HINTS) and _ASSISTS.search(text) is not None


def _level_of(text: str) -> tuple[str | None, float]:
    if "vi" in text:
        text = _VICE_PRESIDENT.sub("vp", text)
    if "owner" in text or "partner" in text or "lead" in text:
        text = _OWNS_LESS.sub(lambda found: _RANK.sub("specialist", found[0]), text)
    level = _LEVELS.first(text)
    if level is None:
        return None, 0.0
    return level, _IMPLIED if level == "specialist" else _NAMED


def _other_parts(title: str) -> Iterator[str]:
    """What somebody is beside an assistant: 'Head of Events / Assistant to the CEO'."""
    for part in _BESIDE.split(title):
        for piece in _AND.split(part):
            text = readable(piece)
            if _assists(text):
                # What follows may still be whom they assist: 'Assistant to the CEO and the CFO'.
                break
            yield text
