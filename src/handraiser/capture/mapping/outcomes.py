"""Outcomes as people call them: what one word says, and what the words of a whole column say together."""

import re
from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, field

from handraiser.capture.mapping.words import is_nothing, read_yes_no
from handraiser.capture.vocabulary import compact, folded
from handraiser.kit.words import words

OUTCOMES = ("won", "lost", "on_hold", "disqualified", "open")
# In `Mapping.outcomes`: the word says nothing of an outcome, and its cell is kept as it is.
NONE = "none"

_LOST = re.compile(
    r"lost|\bloss\b|verloren|perdu|perdid|persa?\b|perso\b|verlor|no deal|closed no|did not buy|no sale|won by"
    r"|\b(?:not|never|non|nicht|niet|nie|nao|pas) ?(?:won|gewonnen|gagne|ganad|ganho|vint|sold|success|signed|closed won)"
    r"|\b(?:unsuccess|failure|failed|rejected|declined|abgelehnt|absage|refuse|rechazad|rifiutat|recusad|abgewiesen)"
    r"|przegran|forlora|\btabt\b|\btapt\b|prohran|kaybed|havit"
)
_WON = re.compile(
    r"\bwon\b|closedwon|^sale$|\bwin\b|gewonnen|gagne|ganad|ganho|vint[oa]\b|gewonn|sale done|sold|customer$|\bsuccess"
    r"|\bsigned|auftrag erhalten|beauftragt|abgeschlossen gewonnen|verkauft|vendu\b|vendid[oa]\b|purchased|wygran|\bsignee?\b"
    r"|firmad[oa]\b|vunn[ei][nt]|\bvundet\b|vyhran|kazanil|voitett"
)
_HOLD = re.compile(
    r"on ?hold|pausiert|zuruckgestellt|en attente$|en espera$|in sospeso|em espera|stalled|postponed|parked|deferred"
)
_OUT = re.compile(
    r"disqualif|unqualif|not qualified|bad lead|junk|spam|invalid|unqualifiziert|duplicate|bad fit|wrong number|\bdead\b"
)
_OPEN = re.compile(
    r"^open|\bopen\b|prospecting|engaging|qualif|proposal|negotiat|appointment|presentation|contract|decision|needs analysis"
    r"|value proposition|proposition|perception|quote|demo|pipeline|in progress|working|commit|converted|verbal|offen"
    r"|en cours|abiert|apert|abert|discovery|evaluation|pending|^active|angebot|verhandlung|devis|offerte|propuesta"
    r"|en attente d|en espera d|otwart|\boppen\b|\bapen\b|\baben\b|proposta|presupuesto|preventivo"
    r"|onderhandeling|trattativa|negociaci"
)
_PATTERNS = (("lost", _LOST), ("disqualified", _OUT), ("on_hold", _HOLD), ("won", _WON), ("open", _OPEN))
# One letter says it where the column says what it is about.
_LETTERS = {"w": "won", "l": "lost", "o": "open"}

# Columns that say by yes or no whether something was won, and columns that say whether it is over at all.
_FLAGS = frozenset(
    map(
        compact,
        (
            *(
                "won",
                "is won",
                "deal won",
                "closed won",
                "is closed won",
                "hs is closed won",
                "opportunity won",
            ),
            *(
                "gewonnen",
                "gagne",
                "ganado",
                "vinto",
                "ganho",
                "sale",
                "bought",
                "purchased",
                "success",
                "target",
            ),
            *(
                "outcome",
                "result",
                "ergebnis",
                "resultat",
                "resultado",
                "risultato",
                "resultaat",
                "y",
                "label",
            ),
            *("deal status", "deal outcome", "opportunity status", "won lost"),
        ),
    )
)
_OVER = words("closed isclosed isover dealclosed hsisclosed geschlossen")
_MOST_WORDS = 40
_LONGEST_WORD = 60
_SHOWN = 4
# So much of a column of yes and no may say something else.
_ODD_SHARE = 0.2


@dataclass(slots=True)
class ColumnOutcomes:
    """`words`: how words of this column are read that do not speak for themselves; `doubts` tell what was decided."""

    words: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def read_outcome(text: str) -> str | None:
    """won, lost, on_hold, disqualified or open; None when the text is none of them. `Closed Lost` is lost."""
    said = folded(text)
    if said in ("won", "lost", "open", "disqualified"):
        return said
    for outcome, pattern in _PATTERNS:
        if pattern.search(said) or pattern.search(said.replace(" ", "")):
            return outcome
    return None


def key_of(cell: str) -> str:
    """A word as `Mapping.outcomes` names it, whatever its case."""
    return folded(cell) or cell.strip()


def tells_outcomes(name: str, cells: Sequence[str], *, sure: bool) -> bool:
    """Whether the whole column speaks of how deals ended. `sure`: its name says so already.

    A status may be that of anything, so it must say won or lost; a flag says it by yes and no.
    """
    said = _words_of(cells)
    if not said:
        return sure
    if _is_flag(name, cells) or _is_letters(said):
        return True
    known = [read_outcome(word) for word in said]
    if {"won", "lost"} & set(known):
        return len(said) <= _MOST_WORDS and all(len(word) <= _LONGEST_WORD for word in said)
    return sure and sum(known_one is not None for known_one in known) >= 0.5 * len(said)


def tells_both(cells: Sequence[str]) -> bool:
    """Whether some were won and some lost, by the words alone."""
    return {"won", "lost"} <= {read_outcome(word) for word in _words_of(cells)}


def outcomes_of(
    name: str,
    cells: Sequence[str],
    others: Values[str, Sequence[str]],
    *,
    of_deals: bool,
    chosen: bool = False,
) -> ColumnOutcomes:
    """How the words of an outcome column are to be read. `others`: the other columns; `of_deals`: each row is a deal.

    `chosen`: a person says that the column tells outcomes, so yes and no are won and lost whatever its name.
    """
    said = _words_of(cells)
    found = ColumnOutcomes()
    if _is_letters(said):
        found.words = {key_of(word): _LETTERS[key_of(word)] for word in said}
        return found
    if _is_flag(name, cells) or (chosen and any(read_yes_no(word) is not None for word in said)):
        return _of_flag(name, said, others)
    strange = [word for word in said if read_outcome(word) is None]
    if not strange or len(said) > _MOST_WORDS:
        return found
    shown = _listed(strange)
    if of_deals:
        found.words = {key_of(word): "open" for word in strange}
        found.doubts.append(f"“{name}”: {shown} is neither won nor lost, so it is taken for open.")
    else:
        found.words = {key_of(word): NONE for word in strange}
        found.doubts.append(f"“{name}”: {shown} says nothing of an outcome here and is only kept.")
    return found


def readings_of(cells: Sequence[str], told: Values[str, str]) -> list[tuple[str, str, str]]:
    """(word, its key, what it is read as) of each different word of a column; `told` as `Mapping.outcomes`."""
    return [
        (word, key_of(word), told.get(key_of(word)) or read_outcome(word) or NONE)
        for word in _words_of(cells)
    ]


def told_apart(readings: Values[str, str]) -> dict[str, str]:
    """The readings of words, by key, that differ from what each word says by itself: what a mapping must tell."""
    return {key: read for key, read in readings.items() if read != read_outcome(key)}


def _of_flag(name: str, said: Sequence[str], others: Values[str, Sequence[str]]) -> ColumnOutcomes:
    over = next(
        (column for column in others if compact(column) in _OVER and _is_no_date(others[column])), None
    )
    no = "lost" if over is None else NONE
    answers = {key_of(word): read_yes_no(word) for word in said}
    words_read = {key: "won" if yes else no for key, yes in answers.items() if yes is not None}
    if over is None:
        told = "Yes is taken for won and no for lost."
    else:
        told = f"Yes is taken for won; no may be lost or still open, as “{over}” knows, and is only kept."
    found = ColumnOutcomes(words_read, [f"“{name}” says yes or no. {told}"])
    odd = [word for word in said if answers[key_of(word)] is None and read_outcome(word) is None]
    if odd:
        found.words |= {key_of(word): NONE for word in odd}
        found.doubts.append(
            f"“{name}”: whether {_listed(odd)} is won or lost is uncertain, so it is left open: say what it means."
        )
    return found


def _is_no_date(cells: Sequence[str]) -> bool:
    """`Closed` may say when as well as whether; a date does not tell the open ones from the lost."""
    return all(
        read_yes_no(cell) is not None or not any(letter.isdecimal() for letter in cell) for cell in cells
    )


def _listed(strange: Sequence[str]) -> str:
    shown = ", ".join(f"“{word[:40]}”" for word in strange[:_SHOWN])
    return shown + (" and others" if strange[_SHOWN:] else "")


def _is_flag(name: str, cells: Sequence[str]) -> bool:
    """Whether it says yes or no under a name of outcomes. A few odd words do not take that away."""
    if compact(name) not in _FLAGS:
        return False
    said = [cell for cell in cells if cell.strip() and not is_nothing(cell)]
    odd = [cell for cell in said if read_yes_no(cell) is None]
    # A number beside 0 and 1 is a class or a count, and no slip in an answer.
    if not said or any(cell.strip().isdecimal() for cell in odd):
        return False
    return len(odd) <= _ODD_SHARE * len(said)


def _is_letters(said: Sequence[str]) -> bool:
    return {"w", "l"} <= {key_of(word) for word in said} <= set(_LETTERS)


def _words_of(cells: Sequence[str]) -> list[str]:
    """Each different word once, in the order of their coming."""
    return list(
        {key_of(cell): cell.strip() for cell in cells if cell.strip() and not is_nothing(cell)}.values()
    )
