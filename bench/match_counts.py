"""Live matching counts in the editor: how many of the last 90 days' leads a condition fits, and which ten.

    python -m bench.match_counts --home FOLDER [--limit 300]

Asks several conditions as the editor does, through the page, of all leads of the instance. Prints each median
in milliseconds and the slowest against the limit, and ends with one JSON line: stored, slowest, ratio, and a
median for each condition.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from bench import instance

ROUNDS = 7
CONDITIONS = {
    "lead alone": "grade IN ('A', 'B') AND score >= 10",
    "person and company": "employees BETWEEN 200 AND 5000 AND title ILIKE '%vp%' AND country IN ('DE', 'AT')",
    "list and time": "contains(inquiry_kinds, 'demo_request') AND days_since(opened_at) <= 90",
    "almost none": "domain = 'firm11.com' OR lower(company_name) LIKE '%firm 4711 %'",
    "everything": "email IS NOT NULL OR phone IS NOT NULL",
    "source of a value": "confidence(country) >= 0.5 AND NOT (title LIKE '%Intern%')",
}


def main() -> None:
    """Sign in as operations and ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--limit", type=float, default=300.0, help="milliseconds")
    options = parser.parse_args()
    instance.start(options.home)

    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from handraiser.lead.models import Lead
    from handraiser.staff.models import User

    settings.ALLOWED_HOSTS = ["*"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    boss, _ = User.objects.get_or_create(
        email="boss@seller.example",
        defaults={"full_name": "Boss", "role": "operations", "joined_at": timezone.now()},
    )
    client = Client()
    client.force_login(boss)
    medians = {name: _median(client, condition) for name, condition in CONDITIONS.items()}
    for name, milliseconds in medians.items():
        print(f"{name:<20} {milliseconds:8.1f} ms")
    slowest = max(medians.values())
    figures = {
        "stored": Lead.objects.count(),
        "slowest": slowest,
        "ratio": slowest / options.limit,
        **medians,
    }
    print(
        f"{figures['stored']:,} leads: {slowest:.0f} ms of {options.limit:.0f}, ratio {figures['ratio']:.2f}"
    )
    print(json.dumps(figures))


def _median(client: object, condition: str) -> float:
    times: list[float] = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = client.get("/process/matches", {"condition": condition})  # type: ignore[attr-defined]
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, (condition, answer.status_code)
        assert b"matches-count" in answer.content, condition
    return statistics.median(times[1:]) * 1000


if __name__ == "__main__":
    main()
