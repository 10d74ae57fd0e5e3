"""Countries of the demo: how people there write their country, name their companies and dial.

Phone numbers are taken only from ranges that the numbering authorities keep free for fiction, so that the
demo can never make anybody's phone ring; where there is no such range, people leave the number out.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    """One country. `weight`: how many come from there. `phones`: patterns in which # is any digit."""

    code: str
    weight: int
    tongue: str
    written: tuple[str, ...]
    cities: tuple[str, ...]
    legal: tuple[str, ...]
    ending: str
    zone: str
    phones: tuple[str, ...] = ()
    prefix: str = ""

    def phone(self, random: Random) -> str | None:
        """A number of this country as somebody types it: with or without the country's prefix."""
        if not self.phones:
            return None
        local = "".join(
            str(random.randrange(10)) if sign == "#" else sign for sign in random.choice(self.phones)
        )
        if random.random() < 0.35:
            return local
        bare = local.removeprefix("0").replace(" ", random.choice((" ", "", "-")))
        return f"{self.prefix} {bare}"


PLACES: tuple[Place, ...] = (
    Place(
        "DE", 26, "de", ("Germany", "Germany", "Deutschland", "DE", "germany"),
        ("Berlin", "Hamburg", "München", "Köln", "Leipzig"), ("GmbH", "GmbH", "AG", "GmbH & Co. KG"), "de",
        "Europe/Berlin", ("030 23125###", "089 99998###", "040 66969###", "0221 4710###"), "+49",
    ),
    Place(
        "GB", 16, "en", ("United Kingdom", "UK", "Great Britain", "GB"),
        ("London", "Manchester", "Leeds", "Bristol"), ("Ltd", "Limited", "plc"), "co.uk", "Europe/London",
        ("020 7946 0###", "0161 496 0###", "0113 496 0###", "0121 496 0###"), "+44",
    ),
    Place(
        "US", 18, "en", ("United States", "USA", "US", "U.S."),
        ("Boston", "Chicago", "Denver", "Austin"), ("Inc.", "LLC", "Corp."), "com", "America/New_York",
        ("617 555 01##", "312 555 01##", "303 555 01##", "512 555 01##"), "+1",
    ),
    Place(
        "CA", 4, "en", ("Canada", "CA"), ("Toronto", "Vancouver"), ("Inc.", "Ltd."), "ca", "America/Toronto",
        ("416 555 01##",), "+1",
    ),
    Place(
        "FR", 8, "fr", ("France", "FR"), ("Paris", "Lyon", "Nantes"), ("SAS", "SARL", "SA"), "fr",
        "Europe/Paris", ("01 99 00 ## ##",), "+33",
    ),
    Place(
        "SE", 4, "nordic", ("Sweden", "Sverige", "SE"), ("Stockholm", "Göteborg"), ("AB",), "se",
        "Europe/Stockholm", ("08-465 004 ##",), "+46",
    ),
    Place(
        "DK", 3, "nordic", ("Denmark", "Danmark"), ("København", "Aarhus"), ("A/S", "ApS"), "dk",
        "Europe/Copenhagen",
    ),
    Place("AT", 5, "de", ("Austria", "Österreich", "AT"), ("Wien", "Graz"), ("GmbH", "AG"), "at", "Europe/Vienna"),
    Place("CH", 4, "de", ("Switzerland", "Schweiz", "CH"), ("Zürich", "Bern"), ("AG", "GmbH"), "ch", "Europe/Zurich"),
    Place(
        "NL", 5, "nl", ("Netherlands", "The Netherlands", "Nederland"), ("Utrecht", "Rotterdam"), ("B.V.", "BV"),
        "nl", "Europe/Amsterdam",
    ),
    Place("ES", 3, "south", ("Spain", "España"), ("Madrid", "Valencia"), ("S.L.", "S.A."), "es", "Europe/Madrid"),
    Place("IT", 3, "south", ("Italy", "Italia"), ("Milano", "Torino"), ("S.r.l.", "S.p.A."), "it", "Europe/Rome"),
    Place("AU", 1, "en", ("Australia",), ("Sydney",), ("Pty Ltd",), "com.au", "Australia/Sydney"),
)  # fmt: skip
