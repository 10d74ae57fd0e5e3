"""Guess which column is what: by its name first, by its values second; each guess with a confidence and why."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handraiser.capture.mapping.evidence import contradiction, name_target, target_by_values, tells_endings
from handraiser.capture.mapping.targets import TARGETS
from handraiser.capture.vocabulary import NEUTRAL, compact, folded, names

_LEAST_CONFIDENCE = 0.4
_WEAK = 0.6
_OF_COMPANIES = frozenset(["domain", "industry", "employees", "revenue"])
_OF_PEOPLE = frozenset(["email", "first_name", "last_name", "phone"])


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for; `target` None means that it is kept with the inquiry as it is."""

    column: str
    target: str | None
    confidence: float
    why: str


def guess_columns(columns: Values[str, Sequence[str]]) -> list[Guess]:
    """A guess for each column, from its name and sample values. One column for each target, save those that join."""
    guesses = {name: _guess(name, cells) for name, cells in columns.items()}
    _names_of_companies(guesses)
    guesses = _one_for_each(guesses)
    _by_the_address(guesses, columns)
    return list(guesses.values())


def _guess(name: str, cells: Sequence[str]) -> Guess:
    guess = _by_name(name)
    if guess is None:
        found = target_by_values(cells)
        # A date may be any date, and an id look like a phone: only a column without a name is taken by them.
        if found and (found[0] == "email" or _is_numbered(name)):
            return Guess(name, found[0], found[1], "its values look like it")
        return Guess(name, None, 0.0, "neither its name nor its values are familiar")
    if guess.target == "-":
        return Guess(name, None, 0.0, "it is none of the fields of an inquiry")
    if guess.target == "outcome" and guess.confidence <= _WEAK and not tells_endings(cells):
        return Guess(name, None, 0.0, "it is a status, but not of deals that were won or lost")
    against = contradiction(guess.target or "", cells)
    if against:
        return Guess(name, None, 0.0, f"{guess.why}, but {against}")
    return guess


def _by_name(name: str) -> Guess | None:
    known = names()
    plain = compact(name)
    if found := known.get(plain):
        return Guess(name, found[0], found[1], "its name is familiar")
    words = [word for word in folded(name).split() if word not in NEUTRAL]
    if words and (found := known.get("".join(words))):
        return Guess(name, found[0], found[1] * 0.9, f"“{' '.join(words)}” in its name is familiar")
    close = _close(plain)
    if close:
        target, confidence = known[close]
        return Guess(name, target, confidence * 0.75, f"its name is nearly “{close}”")
    return None


def _close(plain: str) -> str | None:
    """The familiar name that differs by a slip of the pen; None when two would do equally well."""
    if len(plain) < 4:
        return None
    slips = 1 if len(plain) < 10 else 2
    long = [known for known in names() if len(known) > 3]
    found = process.extract(plain, long, scorer=OSA.distance, score_cutoff=slips, limit=3)
    near = [known for known, distance, _ in found if known[0] == plain[0] and distance == found[0][1]]
    targets = {names()[known][0] for known in near}
    return near[0] if len(targets) == 1 else None


def _is_numbered(name: str) -> bool:
    return name.startswith("Column ")


def _names_of_companies(guesses: dict[str, Guess]) -> None:
    """In a list of companies, `Name` is that of the company."""
    targets = {guess.target for guess in guesses.values()}
    if targets & _OF_COMPANIES and not targets & (_OF_PEOPLE - {"phone"}) and "company_name" not in targets:
        for column, guess in guesses.items():
            if guess.target == "full_name":
                guesses[column] = replace(
                    guess,
                    target="company_name",
                    confidence=0.7,
                    why="the list is one of companies, not of people",
                )
                return


def _one_for_each(guesses: dict[str, Guess]) -> dict[str, Guess]:
    """Of several columns for one target the most certain, else the first, has it."""
    order = sorted(guesses.values(), key=lambda guess: -guess.confidence)
    taken: dict[str, str] = {}
    settled: dict[str, Guess] = {}
    for guess in order:
        target = guess.target
        if target and guess.confidence < _LEAST_CONFIDENCE:
            guess = Guess(guess.column, None, 0.0, f"too uncertain: {guess.why}")
        elif target and target in taken and not TARGETS[target].joins:
            guess = Guess(
                guess.column, None, 0.0, f"“{taken[target]}” is the better {TARGETS[target].title.lower()}"
            )
        elif target:
            taken.setdefault(target, guess.column)
        settled[guess.column] = guess
    return {column: settled[column] for column in guesses}


def _by_the_address(guesses: dict[str, Guess], columns: Values[str, Sequence[str]]) -> None:
    """Columns without a name: who is named in the e-mail of the same row."""
    mail = next((column for column, guess in guesses.items() if guess.target == "email"), None)
    if mail is None:
        return
    for column, guess in guesses.items():
        if guess.target or not _is_numbered(column):
            continue
        found = name_target(columns[column], columns[mail])
        if found and found[0] not in {other.target for other in guesses.values()}:
            guesses[column] = Guess(column, found[0], found[1], "its values stand in the e-mail addresses")
