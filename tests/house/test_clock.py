"""Time is passed in as `at`. Only doors and job entry points read the clock, so that the journey can be replayed."""

import ast

import pytest

from tests.house.source import Source, package_sources, snippet

DOORS = {"web", "api", "cli", "config"}
READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
    ("time", "time_ns"),
}
BARE = {"Now", "localdate", "CurrentTimestamp"}


def clock_readings(source: Source) -> list[str]:
    """Where a file that may not reads the clock."""
    if source.room in DOORS or source.path.name == "jobs.py":
        return []
    return [
        f"{source.path}:{getattr(node, 'lineno', 0)} reads the clock; take `at` instead"
        for node in ast.walk(source.tree)
        if _reads(node)
    ]


def _reads(node: ast.AST) -> bool:
    match node:
        case (
            ast.Attribute(value=ast.Name(id=owner), attr=name)
            | ast.Attribute(value=ast.Attribute(attr=owner), attr=name)
        ):
            return (owner, name) in READERS
        case ast.Call(func=ast.Name(id=name)):
            return name in BARE
        case ast.keyword(arg="auto_now" | "auto_now_add"):
            return True
        case _:
            return False


def test_no_room_reads_the_clock() -> None:
    assert [reading for source in package_sources() for reading in clock_readings(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "at = datetime.now(UTC)",
        "at = datetime.datetime.now(datetime.UTC)",
        "at = timezone.now()",
        "moment = models.DateTimeField(default=timezone.now)",
        "moment = models.DateTimeField(auto_now_add=True)",
        "started = time.time()",
        "today = date.today()",
        "rows.filter(due_at__lte=Now())",
    ],
)
def test_the_check_finds_a_reading(text: str) -> None:
    assert len(clock_readings(snippet(text))) == 1


@pytest.mark.parametrize(
    "path", ["web/lead/views.py", "api/inquiries.py", "follow_up/jobs.py", "cli/import_file.py"]
)
def test_doors_and_jobs_may_read_it(path: str) -> None:
    assert clock_readings(snippet("at = timezone.now()", path)) == []


def test_measuring_how_long_something_took_is_no_reading() -> None:
    assert clock_readings(snippet("seconds = time.perf_counter() - started")) == []
