"""Whose name is it? The person's, the company's or the deal's: by the other columns and the addresses beside it."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import replace

from handraiser.capture.mapping.evidence import name_target, names_companies, share_within
from handraiser.capture.mapping.guessed import Guess, is_numbered
from handraiser.capture.vocabulary import folded
from handraiser.kit.words import words

_OF_COMPANIES = frozenset(["domain", "industry", "employees", "revenue"])
_OF_PEOPLE = frozenset(["email", "first_name", "last_name", "phone"])
_OF_DEALS = frozenset(["outcome", "amount", "opportunity_id", "won_at", "lost_at"])
_NAMING = frozenset(["email", "phone", "external_id", "first_name", "last_name", "opportunity_id"])
# A name that says nothing of whose it is: in a list of deals it is the deal's.
_BARE = words("name title nom nombre nome naam namn navn bezeichnung")

# Who that is, a person or a company, only the other columns tell.
_CUSTOMERS = words("customer client kunde cliente klant prospect klient kund kunde asiakas")


def is_of_deals(targets: set[str | None]) -> bool:
    """Whether the columns are those of a list of deals."""
    return len(_OF_DEALS & targets) > 1


def settle_names(guesses: dict[str, Guess], columns: Values[str, Sequence[str]]) -> None:
    """Corrects, in place, columns that are taken for full names, when the others say that they are something else."""
    _of_companies(guesses)
    _by_legal_form(guesses, columns)
    _halves(guesses, columns)
    _of_people(guesses, columns)


def name_by_address(guesses: dict[str, Guess], columns: Values[str, Sequence[str]]) -> None:
    """Columns without a name: who is named in the e-mail of the same row."""
    mail = _first(guesses, "email")
    if mail is None:
        return
    for column, guess in guesses.items():
        if guess.target or not is_numbered(column):
            continue
        found = name_target(columns[column], columns[mail])
        if found and found[0] not in {other.target for other in guesses.values()}:
            guesses[column] = Guess(column, found[0], found[1], "its values stand in the e-mail addresses")


def _of_companies(guesses: dict[str, Guess]) -> None:
    """In a list of companies, `Name` is that of the company."""
    targets = {guess.target for guess in guesses.values()}
    if targets & _OF_COMPANIES and not targets & (_OF_PEOPLE - {"phone"}) and "company_name" not in targets:
        column = _first(guesses, "full_name")
        if column is not None:
            why = "the list is one of companies, not of people"
            guesses[column] = replace(guesses[column], target="company_name", confidence=0.7, why=why)


def _by_legal_form(guesses: dict[str, Guess], columns: Values[str, Sequence[str]]) -> None:
    """Names that end in GmbH or Inc. are those of companies, whatever the column is called."""
    for column, guess in guesses.items():
        if (
            guess.target == "full_name"
            and names_companies(columns[column])
            and not _first(guesses, "company_name")
        ):
            why = "its values end in the legal forms of companies"
            guesses[column] = replace(guess, target="company_name", why=why)


def _halves(guesses: dict[str, Guess], columns: Values[str, Sequence[str]]) -> None:
    """Beside a last name, a name that does not hold it is a first name; and the other way round."""
    for half, other in (("last_name", "first_name"), ("first_name", "last_name")):
        known, whole = _first(guesses, half), _first(guesses, "full_name")
        if known is None or whole is None or _first(guesses, other) is not None:
            continue
        if folded(whole) in _BARE and share_within(columns[known], columns[whole]) < 0.5:
            why = f"“{known}” is the other half of the name"
            guesses[whole] = replace(guesses[whole], target=other, why=why)


def _of_people(guesses: dict[str, Guess], columns: Values[str, Sequence[str]]) -> None:
    """Of several names, that of the person who has the address; in a list of deals, `Name` is the deal's."""
    candidates = [column for column, guess in guesses.items() if guess.target == "full_name"]
    deals = is_of_deals({guess.target for guess in guesses.values()})
    if not candidates or (len(candidates) == 1 and not deals):
        return
    mail = _first(guesses, "email")
    found = {column: name_target(columns[column], columns[mail]) if mail else None for column in candidates}
    people = [column for column in candidates if (said := found[column]) and said[0] != "company_name"]
    others = bool(_NAMING & {guess.target for guess in guesses.values()})
    for column in candidates:
        said = found[column]
        if said and said[0] == "company_name" and _first(guesses, "company_name") is None:
            why = "its values stand in the domains of the e-mail addresses"
            guesses[column] = replace(guesses[column], target="company_name", why=why)
        elif (
            people
            and column not in people
            and folded(column) in _CUSTOMERS
            and not _first(guesses, "company_name")
        ):
            why = f"“{people[0]}” names the person, so this is the company"
            guesses[column] = replace(guesses[column], target="company_name", why=why)
        elif people and column not in people:
            guesses[column] = Guess(column, None, 0.0, f"“{people[0]}” names the person who has the e-mail")
        elif not people and deals and folded(column) in _BARE and (others or len(candidates) > 1):
            guesses[column] = Guess(column, None, 0.0, "in a list of deals it is the name of the deal")


def _first(guesses: dict[str, Guess], target: str) -> str | None:
    return next((column for column, guess in guesses.items() if guess.target == target), None)
