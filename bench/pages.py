"""Pages: server time of worklist, leads, search and one lead, in milliseconds, with what is stored in the instance.

    python -m bench.pages --home FOLDER

Ends with one JSON line: stored, and the median milliseconds of each page.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from bench import instance

ROUNDS = 15


def main() -> None:
    """Sign in as operations and as a rep, and ask for each page several times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    instance.start(options.home)

    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from handraiser.lead.models import Lead
    from handraiser.staff.models import User

    settings.ALLOWED_HOSTS = ["*"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    rep = User.objects.filter(team__key="bdr").order_by("id").first()
    assert rep is not None
    boss, _ = User.objects.get_or_create(
        email="boss@seller.example",
        defaults={"full_name": "Boss", "role": "operations", "joined_at": rep.joined_at},
    )
    lead = Lead.objects.filter(owner=rep).order_by("-opened_at").first() or Lead.objects.first()
    assert lead is not None
    figures: dict[str, float] = {"stored": Lead.objects.count()}
    for name, user, url in (
        ("worklist", rep, "/worklist"),
        ("leads", boss, "/leads"),
        ("search", boss, "/leads?q=firm11"),
        ("lead", boss, f"/leads/{lead.id}"),
    ):
        client = Client()
        client.force_login(user)
        figures[name] = _median(client, url)
    print(json.dumps(figures))


def _median(client: object, url: str) -> float:
    times: list[float] = []
    for _ in range(ROUNDS + 2):
        began = time.perf_counter()
        answer = client.get(url)  # type: ignore[attr-defined]
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, (url, answer.status_code)
    return statistics.median(times[2:]) * 1000


if __name__ == "__main__":
    main()
