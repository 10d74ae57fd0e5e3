"""Live capture by HTTP: inquiries through the whole journey to owner and due time, answered in the request.

    python -m bench.live_capture              10,000 and then 100,000 leads stored, 8 clients
    python -m bench.live_capture --quick      1,000 and 3,000, a few seconds

Starts an instance of its own, with its own data folder and database, on a free port of the loopback. Prints one
line for each size, with p99 as a multiple of one durable commit of a single row measured in the same run, and
the ratio of the largest size to the smallest.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

CLIENTS = 8
CLIENT_PROCESSES = 2
CHUNK = 10_000
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
TITLES = ("VP Marketing", "Head of Sales", "Marketing Manager", "CEO", "Developer", "Director of Operations")
COUNTRIES = ("Germany", "France", "United States", "Spain", "Sweden", "India", "Brazil")
KINDS = ("contact_us", "demo_request", "content_download", "webinar", "newsletter")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the clients saw, latencies in seconds."""

    stored: int
    latencies: Sequence[float]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def at(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="handraiser-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder if options.home is None else options.home)
        key = _prepare(home)
        results = []
        for stored in options.stored:
            _fill(stored)
            commit = _one_commit()
            with _serving(home) as port:
                _run(port, key, options.clients, options.clients * 10, f"warm{stored}")
                latencies, seconds = _run(port, key, options.clients, options.requests, f"at{stored}")
            results.append(Measured(stored, latencies, seconds))
            _tell(results[-1], commit)
        first, last = results[0], results[-1]
        print(
            f"| live capture | p99 at {last.stored:,} stored / p99 at {first.stored:,} "
            f"| {last.at(0.99) / first.at(0.99):.2f}x | at most 1.3x |"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stored", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--requests", type=int, default=3_000)
    parser.add_argument(
        "--home", default=None, help="keep the data folder, so that a second run starts filled"
    )
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.stored, options.requests = [1_000, 3_000], 400
    return options


def _tell(measured: Measured, commit: float) -> None:
    p50, p99 = measured.at(0.5), measured.at(0.99)
    print(
        f"| live capture | {measured.stored:,} stored, {len(measured.latencies):,} requests | {measured.rate:.0f}/s "
        f"| p50 {p50 * 1000:.1f} ms | p99 {p99 * 1000:.1f} ms | one commit {commit * 1000:.2f} ms "
        f"| p99 is {p99 / commit:.0f} commits | at least 150/s, p99 under 60 ms |",
        flush=True,
    )


def _prepare(home: Path) -> str:
    """Start the instance's database in this process, with a process and a staff. Returns a key."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ["HANDRAISER_HOME"] = str(home)
    from handraiser import config

    config.start(migrate=True)
    import handraiser.process
    from handraiser.document import Document
    from handraiser.process.operations import publish
    from handraiser.staff.models import User
    from handraiser.staff.operations import add_team, add_user, issue_token

    at = datetime.now(UTC)
    library = Path(handraiser.process.__file__).parent / "library"
    publish(text=(library / "b2b_saas.yaml").read_text(), document=Document, at=at)
    sender = User.objects.filter(role="operations").first()
    if sender is None:
        week = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
        for team in ("bdr", "sales"):
            add_team(key=team, name=team, time_zone="Europe/Berlin", hours=week, holiday_country="DE", at=at)
            for number in range(6):
                email = f"{team}{number}@bench-staff.com"
                add_user(email=email, full_name=f"{team} {number}", role="rep", team=team, at=at)
        sender = add_user(email="sender@bench-staff.com", full_name="Sender", role="operations", at=at)
    return issue_token(user=sender, name="bench", at=at).clear_text


def _fill(stored: int) -> None:
    """Bring the number of leads up to `stored`, through the journey."""
    from django.db import connection

    from handraiser import flow
    from handraiser.capture.arrivals import arrivals
    from handraiser.lead.models import Lead

    while (present := Lead.objects.count()) < stored:
        rows = [_person(f"stored{present + i}", i) for i in range(min(CHUNK, stored - present))]
        at = datetime.now(UTC)
        flow.take_in_file(arrivals(rows, door="import", system="bench", at=at), at=at)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def _person(name: str, number: int) -> dict[str, object]:
    company = number % 997
    return {
        "email": f"{name}@company-{company}.com",
        "first_name": FIRST[number % len(FIRST)],
        "last_name": f"{LAST[number // len(FIRST) % len(LAST)]}-{name}",
        "company_name": f"Company {company}",
        "title": TITLES[number % len(TITLES)],
        "country": COUNTRIES[number % len(COUNTRIES)],
        "phone": f"+49 30 {5_000_000 + number}",
        "inquiry_kind": KINDS[number % len(KINDS)],
        "source": "website",
        "message": "Please call me back about the offer on your site.",
    }


def _one_commit() -> float:
    """The median time of one durable commit of a single row, over the same kind of connection."""
    from django.db import connection

    times = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_row (id bigserial PRIMARY KEY, text text)")
        for _ in range(200):
            start = time.perf_counter()
            cursor.execute("INSERT INTO bench_row (text) VALUES ('one row')")
            times.append(time.perf_counter() - start)
        cursor.execute("DROP TABLE bench_row")
    return sorted(times)[len(times) // 2]


@contextmanager
def _serving(home: Path) -> Iterator[int]:
    """An instance's web server on a free port, until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "handraiser", "serve", f"--port={port}"]
    server = subprocess.Popen(
        command, env={**os.environ, "HANDRAISER_HOME": str(home)}, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not _answers(port):
            if time.monotonic() > deadline or server.poll() is not None:
                raise RuntimeError("the server did not start")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _run(port: int, key: str, clients: int, requests: int, mark: str) -> tuple[list[float], float]:
    """Clients that send one after the other, each on a connection of its own. Returns latencies and seconds."""
    processes = min(CLIENT_PROCESSES, clients)
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        each = [
            (port, key, clients // processes, requests // processes, f"{mark}-{number}-{os.getpid()}")
            for number in range(processes)
        ]
        parts = pool.starmap(_send, each)
    started, ended = min(part[1] for part in parts), max(part[2] for part in parts)
    return [latency for part in parts for latency in part[0]], ended - started


def _send(port: int, key: str, clients: int, requests: int, mark: str) -> tuple[list[float], float, float]:
    """One process of clients: latencies, and when it started and ended, on the clock that all processes share."""
    latencies: list[float] = []
    failures: list[str] = []

    def client(own: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        for number in range(requests // clients):
            body = json.dumps(_person(f"{mark}-{own}-{number}", own * 7 + number))
            start = time.perf_counter()
            connection.request("POST", "/api/v1/inquiries", body, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
            latencies.append(time.perf_counter() - start)
            complete = (
                response.status == 201 and answer["lead"] and (answer["due_at"] or answer["stage"] != "mql")
            )
            if not complete:
                failures.append(f"{response.status} {answer}")
                return

    threads = [threading.Thread(target=client, args=(own,)) for own in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return latencies, started, time.monotonic()


if __name__ == "__main__":
    main()
