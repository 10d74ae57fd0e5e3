"""Who comes when, by which way, and what they do on the site: the whole half year, made before it is played."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from handraiser.demo.channels import CHANNELS, SITE, Channel
from handraiser.demo.dice import few, moment_of_interest, weighted
from handraiser.demo.dirt import Row, soiled
from handraiser.demo.people import THROWN_AWAY, Firm, Human, firms, human
from handraiser.demo.words import MESSAGES, SECTORS

HAND_RAISING = ("contact_us", "demo_request", "pricing_request")
FORMS = {
    "contact_us": "contact",
    "demo_request": "demo",
    "pricing_request": "contact",
    "webinar": "webinar",
    "content_download": "guides",
    "newsletter": "newsletter",
    "trial": "trial",
}
CONTENT = ("guide_handoff", "study_speed_to_lead", "checklist_qualification", "benchmark_funnel")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One inquiry on its way: the row as it arrives, through which door, and from whom."""

    at: datetime
    human: Human
    row: Row
    door: str
    system: str


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing that somebody did: a page viewed, a mail opened."""

    at: datetime
    human: Human
    kind: str
    properties: dict[str, object]


@dataclass(slots=True)
class Crowd:
    """Everything that happens to the demo company by itself, in no order."""

    arrivals: list[Arrival] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)


class Recruiter:
    """Makes people one after the other; some of them share a company."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._firms = firms(random)
        self._known: list[Firm] = []
        self._addresses: set[str] = set()
        self.count = 0

    def recruit(self, channel: Channel) -> Human:
        """The next person of a channel, with an address that nobody else has."""
        while True:
            made = human(
                self._random,
                self.count + 1,
                self._firm(channel),
                interest=min(1.0, max(0.0, self._random.gauss(channel.interest, 0.16))),
                seniority=channel.seniority,
            )
            if made.email not in self._addresses:
                self._addresses.add(made.email)
                self.count += 1
                return made

    def _firm(self, channel: Channel) -> Firm | None:
        if self._random.random() < channel.private:
            return None
        if self._known and self._random.random() < 0.34:
            return self._random.choice(self._known)
        firm = next(self._firms)
        while channel.chosen and not 150 <= firm.employees <= 6_000:
            firm = next(self._firms)
        self._known.append(firm)
        return firm


def gather(random: Random, recruiter: Recruiter, *, people: int, since: datetime, until: datetime) -> Crowd:
    """The people of all channels that come one by one, with what they do before `until`."""
    crowd = Crowd()
    for index in range(people):
        channel = weighted(random, [(each, each.share) for each in CHANNELS])
        who = recruiter.recruit(channel)
        # A few came just now, so that there is somebody to call.
        fresh = index >= people - max(3, people // 160)
        begin = until - timedelta(hours=3) if fresh else since
        at = (
            begin + (until - begin) * random.random()
            if fresh
            else moment_of_interest(random, begin, until, who.place.zone)
        )
        kind = random.choice(HAND_RAISING[:2]) if fresh else weighted(random, channel.kinds)
        crowd.arrivals += _inquiries(random, who, channel, kind, at, until)
        crowd.sights += behave(random, who, kind, at, until)
    return crowd


def facts(random: Random, who: Human, *, asks: float) -> Row:
    """What somebody says of themselves and their company; `asks` is how likely each further question is asked."""
    row: Row = {"email": who.email, "phone": who.phone, "country": random.choice(who.place.written)}
    if random.random() < 0.3:
        row["full_name"] = f"{who.first} {who.last}"
    else:
        row["first_name"], row["last_name"] = who.first, who.last
    if who.title and random.random() < 0.5 + asks / 2:
        row["title"] = who.title
    if who.firm is not None:
        legal = f" {who.firm.legal}" if random.random() < 0.6 else ""
        row["company_name"] = who.firm.name + legal
        if random.random() < asks:
            row["employees"] = _head_count(random, who.firm.employees)
            row["industry"] = random.choice(SECTORS[who.firm.sector])
        if random.random() < asks / 3:
            row["city"] = random.choice(who.place.cities)
            row["domain"] = f"https://www.{who.firm.domain}"
    return row


def behave(random: Random, who: Human, kind: str, at: datetime, until: datetime) -> Iterator[Sight]:
    """What they do around an inquiry: visits mostly after it, mails as long as they care."""
    eager = 0.3 + 6 * who.need**1.4
    for _ in range(few(random, eager)):
        visit = at + timedelta(days=random.expovariate(1 / 14) - (2 if random.random() < 0.3 else 0))
        for page in range(1 + few(random, 1.2)):
            yield from _seen(
                visit + timedelta(minutes=3 * page), until, who, "page_viewed", page=_page(random, who)
            )
    for month in range(6):
        mailed = at + timedelta(days=12 + 28 * month, hours=random.random() * 30)
        if random.random() < 0.28 + 0.3 * who.need:
            yield from _seen(mailed, until, who, "mail_opened")
            if random.random() < 0.5 * who.need:
                yield from _seen(mailed + timedelta(minutes=2), until, who, "mail_clicked")
            if random.random() < 0.07 * who.need:
                yield from _seen(mailed + timedelta(hours=3), until, who, "mail_replied")
        elif random.random() < 0.012:
            yield from _seen(mailed, until, who, "unsubscribed")
            return
    if kind == "webinar" and random.random() < 0.35 + 0.5 * who.need:
        yield from _seen(at + timedelta(days=random.uniform(1, 8)), until, who, "webinar_attended")
    if who.level == "none" and random.random() < 0.4:
        yield from _seen(at + timedelta(minutes=8), until, who, "careers_viewed")


def _inquiries(
    random: Random, who: Human, channel: Channel, kind: str, at: datetime, until: datetime
) -> Iterator[Arrival]:
    """The first inquiry, its twin where somebody pressed twice, and the later ones."""
    door, said = channel.door, facts(random, who, asks=channel.asks)
    yield _arrival(random, who, channel, kind, at, said, door)
    if door == "form" and random.random() < 0.02:
        yield _arrival(random, who, channel, kind, at + timedelta(seconds=random.randint(8, 90)), said, door)
    yield from come_back(random, who, at, until)


def come_back(random: Random, who: Human, at: datetime, until: datetime) -> Iterator[Arrival]:
    """The inquiries with which somebody comes back later, by other ways."""
    again = at
    while random.random() < 0.08 + 0.3 * who.need:
        again += timedelta(days=random.expovariate(1 / 26), hours=2)
        if again >= until:
            return
        later = weighted(
            random,
            (
                ("content_download", 3),
                ("webinar", 2),
                ("demo_request", 5 * who.need**2),
                ("contact_us", 3 * who.need**2),
                ("pricing_request", 2 * who.need**2),
            ),
        )
        way = weighted(random, [(each, each.share) for each in CHANNELS if each.door == "form"])
        said = facts(random, who, asks=way.asks)
        if random.random() < 0.1:
            said["email"] = who.email.replace("@", "+news@")
        yield _arrival(random, who, way, later, again, said, "form")


def _arrival(
    random: Random, who: Human, channel: Channel, kind: str, at: datetime, said: Row, door: str
) -> Arrival:
    row: Row = {**said, "inquiry_kind": kind, "source": channel.source, "medium": channel.medium}
    row["campaign"] = random.choice(channel.campaigns) if channel.campaigns else None
    row["landing_page"] = random.choice(channel.pages) if channel.pages else None
    if kind == "content_download":
        row["content"] = random.choice(CONTENT)
    if kind in HAND_RAISING:
        row["message"] = random.choice(MESSAGES) or None
    row["consent"] = random.random() < 0.8
    system = f"form:{FORMS.get(kind, 'contact')}"
    if door == "api":
        system, row["external_id"] = "partner-portal", f"P-{10_000 + who.number}"
    elif door == "quick":
        system = "quick-entry"
        if row["phone"] and random.random() < 0.4:
            return Arrival(at, who, row | {"email": None}, door, system)
    elif random.random() < 0.012:
        # Somebody who does not want to be found: too little for a lead.
        row |= {"email": f"{who.first[0].lower()}{who.number}@{random.choice(THROWN_AWAY)}", "phone": None}
    return Arrival(at, who, soiled(random, row), door, system)


def _page(random: Random, who: Human) -> str:
    wants = who.need**2
    return SITE + weighted(
        random,
        (
            ("/product", 4),
            ("/customers", 2),
            ("/blog", 4),
            ("/pricing", 6 * wants),
            ("/integrations", 4 * wants),
        ),
    )


def _seen(at: datetime, until: datetime, who: Human, kind: str, **properties: object) -> Iterator[Sight]:
    if at < until:
        yield Sight(at, who, kind, properties)


def _head_count(random: Random, employees: int) -> str:
    """As forms ask: a number, a number with its thousands parted, or a range."""
    way = random.random()
    if way < 0.5:
        return str(employees)
    if way < 0.7:
        return f"{employees:,}"
    for low, high in ((1, 9), (10, 49), (50, 199), (200, 999), (1_000, 4_999)):
        if employees <= high:
            return f"{low}-{high}"
    return "5,000+"
