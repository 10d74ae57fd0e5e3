"""Guess which column is what: by its name first, by its values second; each guess with a confidence and why."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handraiser.capture.mapping.evidence import contradiction, target_by_values, told_values
from handraiser.capture.mapping.guessed import Guess, is_numbered
from handraiser.capture.mapping.outcomes import tells_both, tells_outcomes
from handraiser.capture.mapping.targets import TARGETS
from handraiser.capture.mapping.whose_names import name_by_address, settle_names
from handraiser.capture.qualified_names import name_within_question, without_qualifiers
from handraiser.capture.vocabulary import NEUTRAL, compact, folded, names

_LEAST_CONFIDENCE = 0.4
_WEAK = 0.6
_BOTH_ENDINGS = 0.8


def guess_columns(columns: Values[str, Sequence[str]]) -> list[Guess]:
    """A guess for each column, from its name and sample values. One column for each target, save those that join."""
    guesses = {name: _guess(name, cells) for name, cells in columns.items()}
    settle_names(guesses, columns)
    blank = {name for name, cells in columns.items() if not told_values(cells)}
    guesses = _one_for_each(guesses, blank)
    name_by_address(guesses, columns)
    return list(guesses.values())


def _guess(name: str, cells: Sequence[str]) -> Guess:
    guess = _by_name(name)
    if (
        (guess is None or guess.target == "region_name")
        and tells_both(cells)
        and tells_outcomes(name, cells, sure=False)
    ):
        # Whatever the column is called, and though `estado` is a state of a country too.
        return Guess(name, "outcome", _WEAK, "its values tell what was won and what was lost")
    if guess is None:
        found = target_by_values(cells)
        # A date may be any date, and an id look like a phone: only a column without a name is taken by them.
        if found and (found[0] == "email" or is_numbered(name)):
            return Guess(name, found[0], found[1], "its values look like it")
        return Guess(name, None, 0.0, "neither its name nor its values are familiar")
    if guess.target == "-":
        return Guess(name, None, 0.0, "it is none of the fields of an inquiry")
    if guess.target == "outcome":
        return _outcome(guess, cells)
    against = contradiction(guess.target or "", cells)
    if against:
        return Guess(name, None, 0.0, f"{guess.why}, but {against}")
    return guess


def _outcome(guess: Guess, cells: Sequence[str]) -> Guess:
    sure = guess.confidence > _WEAK
    if not tells_outcomes(guess.column, cells, sure=sure):
        why = (
            f"{guess.why}, but its values do not look like outcomes"
            if sure
            else "it is a status, but not of deals that were won or lost"
        )
        return Guess(guess.column, None, 0.0, why)
    if guess.confidence < _BOTH_ENDINGS and tells_both(cells):
        return replace(guess, confidence=_BOTH_ENDINGS, why="it tells what was won and what was lost")
    return guess


def _by_name(name: str) -> Guess | None:
    known = names()
    plain = compact(name)
    if found := known.get(plain):
        return Guess(name, found[0], found[1], "its name is familiar")
    words = [word for word in folded(name).split() if word not in NEUTRAL]
    if words and (found := known.get("".join(words))):
        return Guess(name, found[0], found[1] * 0.9, f"“{' '.join(words)}” in its name is familiar")
    if qualified := without_qualifiers(name):
        target, confidence, part = qualified
        return Guess(name, target, confidence, f"“{part}” in its name is familiar")
    close = _close(plain)
    if close:
        target, confidence = known[close]
        return Guess(name, target, confidence * 0.75, f"its name is nearly “{close}”")
    if asked := name_within_question(name):
        target, confidence, part = asked
        return Guess(name, target, confidence, f"it asks for “{part}”")
    return None


def _close(plain: str) -> str | None:
    """The familiar name that differs by a slip of the pen; None when two would do equally well."""
    if len(plain) < 4 or plain.endswith(("id", "ids")):
        # The id of a thing differs from its name by just these letters.
        return None
    slips = 1 if len(plain) < 10 else 2
    long = [known for known in names() if len(known) > 3]
    found = process.extract(plain, long, scorer=OSA.distance, score_cutoff=slips, limit=3)
    near = [known for known, distance, _ in found if known[0] == plain[0] and distance == found[0][1]]
    targets = {names()[known][0] for known in near}
    return near[0] if len(targets) == 1 else None


def _one_for_each(guesses: dict[str, Guess], blank: set[str]) -> dict[str, Guess]:
    """Of several columns for one target the most certain that is not blank, else the first, has it."""
    order = sorted(guesses.values(), key=lambda guess: (guess.column in blank, -guess.confidence))
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
