"""Lists of deals: no column names a person, and the outcome may stand in the name of a date."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import replace

from handraiser.capture.mapping.document import NAMING
from handraiser.capture.mapping.guess import Guess
from handraiser.capture.vocabulary import folded

# A date of these names says not only when, but how a deal ended.
WON_DATES = frozenset(["won date", "won at", "won on", "won time", "date won"])


def deals_as_leads(
    guesses: Sequence[Guess], mapped: Values[str, str]
) -> tuple[list[Guess], dict[str, str], list[str]]:
    """Where nothing says who the people are, each deal by its own id is a lead of its own, and that is said."""
    deal = next((column for column, target in mapped.items() if target == "opportunity_id"), None)
    if deal is None or NAMING & set(mapped.values()):
        return list(guesses), dict(mapped), []
    why = "no column names a person, so each deal is a lead of its own"
    changed = [
        replace(guess, target="external_id", why=why) if guess.column == deal else guess for guess in guesses
    ]
    doubt = f"No column says who the people are. Each deal becomes a lead of its own, known by “{deal}”."
    return changed, {**mapped, deal: "external_id"}, [doubt]


def won_by_its_date(
    mapped: Values[str, str], columns: Values[str, Sequence[str]]
) -> tuple[dict[str, str], list[str]]:
    """Where no column tells the outcome and every row has a date of being won, all of them were won."""
    if "outcome" in mapped.values():
        return {}, []
    date = next(
        (
            column
            for column, target in mapped.items()
            if target == "outcome_at" and folded(column) in WON_DATES
        ),
        None,
    )
    if date is None or not columns[date] or not all(cell.strip() for cell in columns[date]):
        return {}, []
    doubt = f"No column tells the outcome. Every row has “{date}”, so every row is taken for won."
    return {"outcome": "won"}, [doubt]
