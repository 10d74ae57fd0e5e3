"""Bulk: a CSV to finished leads, as a multiple of a bare COPY of the very same final rows into the same tables.

    python -m bench.bulk_import --home FOLDER --rows 100000

Ends with one JSON line: rows, seconds, copy_seconds, ratio, peak_mb, persons.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench import instance

# In the order in which foreign keys allow it. COPY goes to the very tables with their indexes, keys and triggers.
TABLES = (
    "lead_company",
    "lead_person",
    "lead_person_key",
    "lead_company_key",
    "lead_lead",
    "capture_inquiry",
    "score_behaviour",
    "follow_up_clock",
    "handoff_offer",
    "ledger_event",
)


def main() -> None:
    """Import, then copy out, empty and copy in again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--no-copy", action="store_true", help="measure time and memory of the import alone")
    options = parser.parse_args()
    instance.start(options.home)
    instance.furnish()
    file = options.home / f"list-{options.rows}.csv"
    instance.write_list(file, options.rows)
    seconds, report = _import(file)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures: dict[str, float] = {"rows": options.rows, "seconds": seconds, "peak_mb": peak, **_counts()}
    assert report["rows"] == report["new"] + report["updated"] + report["same"] + report["refused"], report
    if not options.no_copy:
        figures["copy_seconds"] = _copy(options.home / "copy")
        figures["ratio"] = seconds / figures["copy_seconds"]
    print(json.dumps(figures))


def _import(file: Path) -> tuple[float, dict[str, float]]:
    command = [
        str(Path(sys.executable).with_name("handraiser")),
        "import",
        str(file),
        "--source",
        "list",
        "--json",
    ]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ.copy())
    return time.perf_counter() - began, json.loads(done.stdout.strip().splitlines()[-1])


def _counts() -> dict[str, float]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM lead_person")
        return {"persons": cursor.fetchone()[0]}


def _copy(folder: Path) -> float:
    from django.db import connection, transaction

    folder.mkdir(exist_ok=True)
    with connection.cursor() as cursor:
        for table in TABLES:
            with (
                cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy,
                (folder / table).open("wb") as out,
            ):
                for part in copy:
                    out.write(part)
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, lead_owner_load CASCADE")
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f"COPY {table} FROM STDIN") as copy, (folder / table).open("rb") as rows:
                while part := rows.read(1 << 20):
                    copy.write(part)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
