"""An instance of its own for a measurement: data folder, process, staff, and a list of made-up people."""

import csv
import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "handraiser"
WEEK = {day: [["08:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
FIRST = ("Anna", "Ben", "Carla", "Dev", "Erin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Luca")
LAST = (
    "Weber",
    "Okafor",
    "Rossi",
    "Patel",
    "Walsh",
    "Haddad",
    "Lind",
    "Moreau",
    "Silva",
    "Berg",
    "Novak",
    "Costa",
)
TITLES = (
    "VP Marketing",
    "Head of Sales",
    "Marketing Manager",
    "CEO",
    "Developer",
    "Director of Operations",
    "Intern",
)
COUNTRIES = ("Germany", "France", "Austria", "Spain", "Sweden", "Italy", "Netherlands")
KINDS = ("contact_us", "demo_request", "", "", "", "", "", "")


def start(home: Path) -> None:
    """Make this process part of the instance in that folder."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ["HANDRAISER_HOME"] = str(home)
    from handraiser import config

    config.start(migrate=True)


def furnish() -> None:
    """Publish the ready process and hire three teams, unless that was done before."""
    from handraiser.document import Document
    from handraiser.process.operations import publish
    from handraiser.staff.models import Team
    from handraiser.staff.operations import add_team, add_user

    at = datetime.now(UTC)
    publish(
        text=(PACKAGE / "process/library/b2b_saas.yaml").read_text(encoding="utf-8"), document=Document, at=at
    )
    if Team.objects.exists():
        return
    for key, size in (("marketing", 2), ("bdr", 8), ("ae", 6)):
        add_team(key=key, name=key, time_zone="Europe/Berlin", hours=WEEK, at=at)
        for number in range(size):
            add_user(
                email=f"{key}{number}@seller.example",
                full_name=f"{key} {number}",
                role="rep",
                team=key,
                at=at,
            )


def write_list(path: Path, rows: int, *, first: int = 0) -> None:
    """A CSV of so many rows, of which one in ten says again, in another spelling, who was said before."""
    dice = random.Random(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "Email",
                "First Name",
                "Last Name",
                "Phone",
                "Company",
                "Job Title",
                "Country",
                "Employees",
                "Inquiry Kind",
            ]
        )
        for number in range(first, first + rows):
            again = number % 10 == 9
            writer.writerow(_row(number - dice.randint(1, 9) if again else number, number, again, dice))


def _row(who: int, number: int, again: bool, dice: random.Random) -> list[object]:
    mail = f"{FIRST[who % 12]}.{LAST[who // 12 % 12]}{who}@firm{who // 4}.com".lower()
    phone = f"+49 30 {2000000 + who}"
    if again:
        local, _, domain = mail.partition("@")
        mail = dice.choice((mail.upper(), f"  {mail} ", f"{local}+list@{domain}"))
        phone = dice.choice(
            (f"0049 (0)30 {2000000 + who}", f"+4930{2000000 + who}", f"+49-30-{2000000 + who}")
        )
    return [
        mail,
        FIRST[who % 12],
        LAST[who // 12 % 12],
        phone,
        f"Firm {who // 4} GmbH",
        TITLES[who % 7],
        COUNTRIES[0] if again else COUNTRIES[who // 4 % 7],
        (who // 4 * 37) % 2000 + 1,
        KINDS[number % 8],
    ]


def measured(module: str, *arguments: str) -> dict[str, float]:
    """Runs a measurement in a process of its own and reads the JSON line with which it ends."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures
