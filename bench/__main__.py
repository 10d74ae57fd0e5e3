"""All benchmarks, one table: `make bench`. `--quick` for small sizes, `--full` for a million rows too."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.instance import measured


def main() -> None:
    """Measure bulk, pages and due work on a small and a large instance, then live capture."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    small, large = (500, 5_000) if options.quick else (1_000, 100_000)
    table = Table("work", "figure", "against", "ratio", "limit")
    with tempfile.TemporaryDirectory(prefix="handraiser-bench-", ignore_cleanup_errors=True) as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        measured("bench.bulk_import", "--home", str(few), "--rows", str(small), "--no-copy")
        bulk = measured("bench.bulk_import", "--home", str(many), "--rows", str(large))
        table.add_row(
            f"bulk import, {large:,} rows, 10 % of them duplicates",
            f"{bulk['seconds']:.1f} s, {bulk['persons']:,.0f} people",
            f"COPY {bulk['copy_seconds']:.1f} s",
            f"{bulk['ratio']:.2f}",
            "3",
        )
        if options.full:
            million = measured(
                "bench.bulk_import", "--home", str(Path(folder) / "million"), "--rows", "1000000", "--no-copy"
            )
            table.add_row(
                "memory of the import, 1,000,000 rows",
                f"{million['peak_mb']:.0f} MB in {million['seconds']:.0f} s",
                f"{large:,} rows {bulk['peak_mb']:.0f} MB",
                f"{million['peak_mb'] / bulk['peak_mb']:.2f}",
                "1.3",
            )
        before, after = (measured("bench.pages", "--home", str(home)) for home in (few, many))
        for page in ("worklist", "leads", "search", "lead"):
            table.add_row(
                f"page {page}, {after['stored']:,.0f} leads",
                f"{after[page]:.1f} ms",
                f"{before['stored']:,.0f} leads {before[page]:.1f} ms",
                f"{after[page] / before[page]:.2f}",
                "1.5",
            )
        before, after = (measured("bench.clock_tick", "--home", str(home)) for home in (few, many))
        table.add_row(
            f"clock tick, {after['waiting']:,.0f} waiting, 100 due",
            f"{after['tick']:.1f} ms",
            f"{before['waiting']:,.0f} waiting {before['tick']:.1f} ms",
            f"{after['tick'] / before['tick']:.2f}",
            "1.5",
        )
        counts = measured("bench.match_counts", "--home", str(many))
        table.add_row(
            f"matches of a condition, {counts['stored']:,.0f} leads",
            f"{counts['slowest']:.0f} ms, the slowest of six",
            "300 ms",
            f"{counts['ratio']:.2f}",
            "1",
        )
        searched = measured("bench.discovery", "--home", str(many))
        table.add_row(
            f"baseline and finder, {searched['stored']:,.0f} leads",
            f"{searched['baseline']:.1f} s and {searched['finder']:.1f} s",
            "1 s",
            f"{searched['ratio']:.2f}",
            "1",
        )
        settled = measured("bench.settle", "--home", str(many))
        table.add_row(
            f"a rule changes: {settled['leads']:,.0f} leads decided anew",
            f"{settled['settle_seconds']:.1f} s, after {settled['publish_seconds']:.1f} s of publishing",
            f"read and write {settled['bare_seconds']:.1f} s",
            f"{settled['ratio']:.2f}",
            "3",
        )
        tried = measured("bench.backtest", "--home", str(Path(folder) / "history"), "--leads", str(large))
        table.add_row(
            f"backtest of two versions, {tried['leads']:,.0f} leads, {tried['events']:,.0f} behaviour events",
            f"{tried['seconds']:.1f} s, {tried['peak_mb']:.0f} + 2 x {tried['peak_mb_of_a_version']:.0f} MB",
            f"read {tried['read_seconds']:.1f} s, write {tried['write_seconds']:.1f} s",
            f"{tried['ratio']:.2f}",
            "5",
        )
    Console(width=130).print(table)
    subprocess.run(
        [sys.executable, "-m", "bench.live_capture", *(["--quick"] if options.quick else [])], check=True
    )


if __name__ == "__main__":
    main()
