"""A backtest of two versions, as a multiple of reading the same rows into frames and writing the result rows.

    python -m bench.backtest --home FOLDER --leads 100000

Makes its own data: so many leads over a year, ten behaviour events for each. The draft is the live version with other
points for half of its score rules. Ends with one JSON line: leads, events, seconds, cpu_seconds (of all processes of
ours), judged, peak_mb (of the process that reads and counts) and peak_mb_of_a_version (of the larger of the two that
simulate), read_seconds, write_seconds, read_and_write_cpu_seconds, ratio. The seconds of the processor tell more where
other work keeps the machine busy.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import instance

EVENTS = 10
YEAR = timedelta(days=365)
# So many at a time, as the product reads them: an import's chunk.
LOT = 20_000
BEHAVING_FOR = 100 * 24 * 3600
KINDS = ("page_viewed", "mail_opened", "mail_clicked", "content_download", "webinar", "careers_viewed")
# Each person does something ten times: within a hundred days after they came, or in the time that there was since.
BEHAVE = f"""
INSERT INTO score_behaviour (id, at, kind, person_id, properties)
SELECT gen_random_uuid(),
       l.opened_at + make_interval(secs =>
           (n * 1000 + abs(hashtext(l.id::text || n)) %% 1000) / 10000.0
           * least(extract(epoch FROM %s - l.opened_at), {BEHAVING_FOR})),
       (ARRAY[{", ".join(f"'{kind}'" for kind in KINDS)}])[1 + abs(hashtext(n || l.id::text)) %% {len(KINDS)}],
       l.person_id, jsonb_build_object('page', (ARRAY['/pricing', '/blog', '/security'])[1 + n %% 3])
FROM lead_lead l, generate_series(0, {EVENTS - 1}) n
WHERE l.opened_at < %s
"""


def main() -> None:
    """Make the data, measure the yardstick here and the backtest in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument(
        "--only", action="store_true", help="run the backtest on what is there, and tell its time"
    )
    options = parser.parse_args()
    instance.start(options.home)
    if options.only:
        _backtest()
        return
    _make(options.home, options.leads)
    command = [sys.executable, "-m", "bench.backtest", "--home", str(options.home), "--only"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    used = time.process_time()
    read, write, leads, events = _yardstick()
    used = time.process_time() - used
    print(
        json.dumps(
            {
                "leads": leads,
                "events": events,
                **told,
                "read_seconds": read,
                "write_seconds": write,
                "read_and_write_cpu_seconds": used,
                "ratio": told["seconds"] / (read + write),
            }
        )
    )


def _make(home: Path, leads: int) -> None:
    from django.db import connection

    from handraiser.lead.models import Lead
    from handraiser.score.partitions import ensure_partitions

    if Lead.objects.exists():
        return
    instance.furnish()
    now = datetime.now(UTC)
    # One row in ten says again who was said before.
    rows = leads * 10 // 9
    plain, file = home / "plain.csv", home / "list.csv"
    instance.write_list(plain, rows)
    dice = random.Random(rows)
    with plain.open(encoding="utf-8") as source, file.open("w", newline="", encoding="utf-8") as out:
        reader, writer = csv.reader(source), csv.writer(out)
        writer.writerow([*next(reader), "Created at"])
        for number, row in enumerate(reader):
            came = now - YEAR + YEAR * (number / rows) + timedelta(minutes=dice.randint(0, 60))
            writer.writerow([*row, came.isoformat(timespec="seconds")])
    command = [
        str(Path(sys.executable).with_name("handraiser")),
        "import",
        str(file),
        "--source",
        "list",
        "--json",
    ]
    subprocess.run(command, check=True, capture_output=True)
    ensure_partitions(moments=[now - timedelta(days=30 * month) for month in range(14)])
    with connection.cursor() as cursor:
        cursor.execute(BEHAVE, [now, now])
        # Some are won, so that there is something to judge.
        cursor.execute(
            "UPDATE lead_lead SET outcome = 'won', ended_at = opened_at + interval '60 days' "
            "WHERE abs(hashtext(id::text)) %% 20 = 0 AND opened_at < %s",
            [now - timedelta(days=60)],
        )
        cursor.execute("VACUUM ANALYZE")


def _backtest() -> None:
    from django.utils import timezone

    from handraiser.backtest.candidates import base_of
    from handraiser.backtest.models import RunLead
    from handraiser.backtest.moments import Candidate
    from handraiser.backtest.operations import keep_run
    from handraiser.backtest.run import backtest
    from handraiser.backtest.scope import Scope
    from handraiser.backtest.work import lead_writer
    from handraiser.kit.identity import new_id

    live = base_of(None)
    score = live.document.score
    rules = tuple(
        rule.model_copy(update={"points": rule.points + 2}) if place % 2 == 0 else rule
        for place, rule in enumerate(score.rules)
    )
    changed = live.document.model_copy(update={"score": score.model_copy(update={"rules": rules})})
    draft = Candidate(new_id(), "draft", changed)
    # The rows to write are counted later: none of a run before may be among them.
    RunLead.objects.all().delete()
    run = keep_run(
        version_id=live.version_id, against_id=live.version_id, scope=Scope(), by=None, at=timezone.now()
    )
    began = time.perf_counter()
    report = backtest(
        draft=draft, base=live, scope=Scope(), at=timezone.now(), write=lead_writer(run.id, "all")
    )
    seconds = time.perf_counter() - began
    own, others = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu_seconds": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
                "judged": report.draft.leads,
                "peak_mb": own.ru_maxrss / 1024,
                "peak_mb_of_a_version": others.ru_maxrss / 1024,
            }
        )
    )


def _yardstick() -> tuple[float, float, int, int]:
    """Reading the rows by the product's own means, and writing the result rows as a backtest does."""
    import polars as pl
    from django.db import connection

    from handraiser.backtest.models import RunLead
    from handraiser.capture.arrivals import from_raw
    from handraiser.capture.queries import COLUMNS, WAITING_SCHEMA
    from handraiser.lead import writer
    from handraiser.lead.frame import load_people
    from handraiser.score.queries import behaviour_of

    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM lead_person ORDER BY created_at, id")
        people = [person for (person,) in cursor.fetchall()]
    began, events = time.perf_counter(), 0
    for first in range(0, len(people), LOT):
        some = people[first : first + LOT]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS} FROM capture_inquiry WHERE person_id = ANY(%s::uuid[])", [some])
            from_raw(pl.DataFrame(cursor.fetchall(), schema=WAITING_SCHEMA, orient="row"))
        load_people(some, lock=False)
        events += behaviour_of(some).height
    read = time.perf_counter() - began
    names = [str(field.column) for field in RunLead._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_read(name) for name in names)} FROM backtest_lead")
        found = pl.DataFrame(cursor.fetchall(), schema=names, orient="row", infer_schema_length=None)
        rows = found.with_columns(pl.col("draft_differs").cast(pl.List(pl.Utf8)))
        cursor.execute("TRUNCATE backtest_lead")
    began = time.perf_counter()
    writer.insert(RunLead, rows)
    return read, time.perf_counter() - began, rows.height, events


def _read(name: str) -> str:
    return f"{name}::text" if name.endswith("_id") and "owner" not in name else f"{name}"


if __name__ == "__main__":
    main()
