"""The market of the demo: companies and the people in them, with what nobody can see: how much they need it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import exp
from random import Random

from handraiser.demo.places import PLACES, Place
from handraiser.demo.words import ENDINGS, FIRST, LAST, SAY, SECTORS, STEMS, TITLES

FREE_MAIL = ("gmail.com", "gmx.de", "web.de", "outlook.com", "yahoo.com")
THROWN_AWAY = ("mailinator.com", "yopmail.com")
FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa"})
BELIEVED_SECTORS = frozenset(
    ("Software", "Systems", "Analytics", "Consulting", "Logistics", "Freight", "Robotics", "Components")
)


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented company. `hunger`: how much it feels the problem, which all its people share."""

    name: str
    legal: str
    domain: str
    sector: str
    employees: int
    place: Place
    hunger: float


@dataclass(frozen=True, slots=True)
class Human:
    """An invented person. `need` (would this be bought) and `reach` (do they pick up) are never told to anybody."""

    number: int
    first: str
    last: str
    email: str
    phone: str | None
    title: str
    level: str
    firm: Firm | None
    place: Place
    need: float
    reach: float

    @property
    def fit(self) -> float:
        """How well person and company fit what is sold, between 0 and 1."""
        if self.firm is None:
            return 0.15 * SAY[self.level]
        size = (
            1.0 if 200 <= self.firm.employees <= 5000 else 0.5 if 50 <= self.firm.employees <= 20_000 else 0.1
        )
        sector = 1.0 if self.firm.sector in BELIEVED_SECTORS else 0.4
        return 0.45 * size + 0.2 * sector + 0.35 * SAY[self.level]


def firms(random: Random) -> Iterator[Firm]:
    """Companies without end, none of a name twice."""
    compounds = [stem + ending for stem, ending in product(STEMS.split(), ENDINGS.split())]
    sectors = list(SECTORS)
    weights = [3 if sector in BELIEVED_SECTORS else 1 for sector in sectors]
    taken: set[str] = set()
    while True:
        sector = random.choices(sectors, weights)[0]
        name = f"{random.choice(compounds)} {sector}"
        if name in taken:
            # Where the words are used up, a branch has a number.
            name += f" {len(taken)}" if len(taken) > len(compounds) * len(sectors) // 2 else ""
            if name in taken:
                continue
        taken.add(name)
        place = random.choices(PLACES, [place.weight for place in PLACES])[0]
        yield Firm(
            name=name,
            legal=random.choice(place.legal),
            # Two words and a hyphen: a name that nobody is likely to have registered.
            domain=f"{name.lower().replace(' ', '-')}.{place.ending}",
            sector=sector,
            employees=max(3, min(40_000, round(exp(random.gauss(4.9, 1.5))))),
            place=place,
            hunger=random.betavariate(2, 2.4),
        )


def human(random: Random, number: int, firm: Firm | None, *, interest: float, seniority: float) -> Human:
    """One person. `interest` (0 to 1) is what their way to us says of their need, `seniority` of their say."""
    place = firm.place if firm else random.choices(PLACES, [each.weight for each in PLACES])[0]
    first = random.choice(FIRST[place.tongue].split())
    last = random.choice(_last_names(place.tongue))
    level = _level(random, seniority, private=firm is None)
    hunger = firm.hunger if firm else 0.1
    need = min(1.0, max(0.0, 0.45 * hunger + 0.4 * interest + random.gauss(0.05, 0.14)))
    return Human(
        number=number,
        first=first,
        last=last,
        email=_address(random, first, last, firm, number),
        phone=place.phone(random),
        title=random.choice(TITLES[level]),
        level=level,
        firm=firm,
        place=place,
        need=need,
        reach=random.betavariate(3, 3),
    )


def _level(random: Random, seniority: float, *, private: bool) -> str:
    if private:
        return random.choices(("none", "other", "staff"), (3, 3, 4))[0]
    weights = (
        3 + 8 * seniority,
        3 + 9 * seniority,
        8 + 12 * seniority,
        26,
        30 - 16 * seniority,
        24 - 16 * seniority,
        3,
    )
    return random.choices(list(SAY), weights)[0]


def _last_names(tongue: str) -> list[str]:
    """The names; a small word in front belongs to the one behind it."""
    names: list[str] = []
    before = ""
    for word in LAST[tongue].split():
        if word[0].islower():
            before += f"{word} "
            continue
        names.append(before + word)
        before = ""
    return names


def _address(random: Random, first: str, last: str, firm: Firm | None, number: int) -> str:
    given, family = plain(first), plain(last)
    if firm is None:
        # A local part that nobody has: no mail of a demo may ever reach a real person.
        return f"{given}.{family}.demo{number:05}@{random.choice(FREE_MAIL)}"
    pattern = random.choices(("{0}.{1}", "{2}.{1}", "{2}{1}", "{1}"), (6, 2, 1, 1))[0]
    return f"{pattern.format(given, family, given[0])}@{firm.domain}"


def plain(name: str) -> str:
    """A name as it stands in an address: lower case letters only."""
    folded = unicodedata.normalize("NFD", name.lower().translate(FOLDED))
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())
