"""Lists of the demo: the visitors of a trade fair, and companies that research has found, imported as files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from handraiser import flow
from handraiser.capture.imports.models import Import
from handraiser.capture.imports.operations import keep_import
from handraiser.capture.imports.run import run_import
from handraiser.capture.mapping import Mapping
from handraiser.capture.models import Inquiry
from handraiser.demo.channels import FAIR, RESEARCH, Channel
from handraiser.demo.crowd import Recruiter, behave, come_back, facts
from handraiser.demo.dirt import Row, soiled
from handraiser.demo.history import History
from handraiser.demo.people import Human
from handraiser.route.queries import desk_for
from handraiser.staff.queries import snapshot

FRIDAY = 4

# As the tools of those who made the lists call their columns.
FAIR_COLUMNS = {
    "first_name": "Vorname",
    "last_name": "Nachname",
    "email": "E-Mail",
    "phone": "Telefon",
    "company_name": "Firma",
    "title": "Position",
    "country": "Land",
    "industry": "Branche",
    "employees": "Mitarbeiter",
    "occurred_at": "Datum",
}
RESEARCH_COLUMNS = {
    "first_name": "First Name",
    "last_name": "Last Name",
    "title": "Job Title",
    "email": "Email",
    "company_name": "Company",
    "domain": "Website",
    "employees": "Employees",
    "industry": "Industry",
    "country": "Country",
    "city": "City",
}


@dataclass(frozen=True, slots=True)
class PlannedList:
    """One list to come. `people` None: as many as there is room for."""

    at: datetime
    name: str
    channel: Channel
    people: int | None


def planned_lists(leads: int, since: datetime, until: datetime) -> Iterator[PlannedList]:
    """The lists of the half year, in order of time. The last came on the last working day."""
    weeks = ((3, RESEARCH), (8, RESEARCH), (9, FAIR), (13, RESEARCH), (18, RESEARCH))
    for week, channel in weeks:
        at = working_day(since + timedelta(weeks=week, days=1))
        people = leads * channel.share // 1_000 // (1 if channel is FAIR else 5)
        name = "revenue-days-visitors.csv" if channel is FAIR else f"target-accounts-{at:%Y-%m}.csv"
        yield PlannedList(at, name, channel, max(2, people))
    last = working_day(until, before=1)
    yield PlannedList(last, f"target-accounts-{last:%Y-%m-%d}.csv", RESEARCH, None)


def bring_in(
    random: Random, recruiter: Recruiter, history: History, planned: PlannedList, *, by: int, until: datetime
) -> Import:
    """Make a list of new people, and import it as a file at its moment."""
    channel, name, at = planned.channel, planned.name, planned.at
    people = planned.people if planned.people is not None else _half_full()
    fair = channel is FAIR
    columns = FAIR_COLUMNS if fair else RESEARCH_COLUMNS
    humans = [recruiter.recruit(channel) for _ in range(people)]
    rows = [_row(random, who, channel, columns, at) for who in humans]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        _write(path, rows, columns, delimiter=";" if fair else ",", encoding="cp1252" if fair else "utf-8")
        constants = {
            "source": channel.source or "",
            "medium": channel.medium or "",
            "campaign": channel.campaigns[0],
            "inquiry_kind": channel.kinds[0][0],
        }
        mapping = Mapping(
            columns={header: target for target, header in columns.items()},
            constants=constants,
            time_zone="Europe/Berlin",
        )
        kept = keep_import(path=path, file_name=name, mapping=mapping, by=by, at=at)
    done = run_import(import_id=kept.id, take_in=flow.take_in_file, now=lambda: at)
    taken = dict(Inquiry.objects.filter(import_id=kept.id).values_list("line", "person_id"))
    for line, who in enumerate(humans, start=2):
        person_id = taken.get(line)
        if person_id is not None:
            history.meet(who, person_id, at)
            history.expect(come_back(random, who, at, until), behave(random, who, "list", at, until))
    return done


def _half_full() -> int:
    """As many people as half of the free seats in business development: a hard week, but no broken one."""
    staff = snapshot()
    loads = desk_for([], staff=staff).loads
    seats = sum(
        max(0, (member.capacity or 0) - loads.get(member.id, 0))
        for member in staff.members
        if member.team == "bdr"
    )
    return max(2, round(seats * 0.6))


def working_day(moment: datetime, *, before: int = 0) -> datetime:
    """Nine in the morning of that day, or of the working day before; or of so many working days before that."""
    while moment.weekday() > FRIDAY or before > 0:
        before -= moment.weekday() <= FRIDAY
        moment -= timedelta(days=1)
    return moment.replace(hour=9, minute=0, second=0, microsecond=0)


def _row(random: Random, who: Human, channel: Channel, columns: dict[str, str], at: datetime) -> Row:
    said = facts(random, who, asks=channel.asks)
    said |= {"first_name": who.first, "last_name": who.last, "title": who.title}
    row = soiled(random, said)
    if "occurred_at" in columns:
        row["occurred_at"] = f"{at - timedelta(days=random.choice((2, 3))):%d.%m.%Y}"
    return row


def _write(path: Path, rows: list[Row], columns: dict[str, str], *, delimiter: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(columns.values())
        writer.writerows([[row.get(name) or "" for name in columns] for row in rows])
