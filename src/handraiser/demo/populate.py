"""Bring the demo company to life, day by day."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from random import Random

from django.db import connection, transaction

from handraiser.demo.channels import FAIR, RESEARCH
from handraiser.demo.crew import close_the_quarter, give_password, hire, hire_administrator
from handraiser.demo.crowd import Recruiter, gather
from handraiser.demo.forms import put_up
from handraiser.demo.history import History, fade, steps
from handraiser.demo.instance import clear_the_stage
from handraiser.demo.lists import bring_in, planned_lists, working_day
from handraiser.demo.panel import with_people
from handraiser.demo.review import begin_review
from handraiser.document import Document
from handraiser.follow_up.operations import read_notices
from handraiser.process.operations import publish
from handraiser.process.queries import live
from handraiser.score.partitions import ensure_partitions

# Called with the part that is done, from 0 to 1, and the day that was just played.
Progress = Callable[[float, datetime], None]

WEEKS = 26
PROCESS = "b2b_saas.yaml"
# Steps after which the tables have grown to several times what they were.
LEARNING = (5, 20, 80)


def populate(*, at: datetime, seed: int = 7, leads: int = 2_000, progress: Progress | None = None) -> None:
    """Make the company and play its last half year up to the moment `at`, with about so many leads.

    Everything about a lead is done by the verbs of `flow` and the timed work of `due`, each at its own
    moment. The same seed and the same moment tell the same story. Commits day by day; what is left of a
    story that was cut off goes away first. Raises DemoRefused.
    """
    since = datetime.combine((at - timedelta(weeks=WEEKS)).date(), time(), UTC)
    with transaction.atomic():
        clear_the_stage()
        staff = hire(leads=leads, since=since, at=at)
        _publish(staff["erin"], since)
        put_up(at=since)
    ensure_partitions(moments=[since + timedelta(weeks=week) for week in range(-1, WEEKS + 1)])
    with _not_waiting_for_the_disk():
        _play(since, at, seed, leads, staff, progress or (lambda part, day: None))
    with transaction.atomic():
        fade(at=at)
        begin_review(at=at)
        hire_administrator(since=since)
        give_password()
    _learn_sizes()


def _publish(by: int, at: datetime) -> None:
    text = files("handraiser.process").joinpath("library", PROCESS).read_text(encoding="utf-8")
    publish(text=with_people(text), document=Document, at=at, number="1.0", by=by, note="The first version")


def _play(
    since: datetime, at: datetime, seed: int, leads: int, staff: Mapping[str, int], progress: Progress
) -> None:
    random = Random(seed)  # noqa: S311 - a story, not a secret.
    recruiter = Recruiter(random)
    alone = round(leads * (1 - (FAIR.share + RESEARCH.share) / 1_000))
    crowd = gather(random, recruiter, people=alone, since=since, until=at)
    busy_from, full_from = working_day(at, before=4), working_day(at, before=2)
    history = History(random, crowd, live(Document)[1], busy_from=busy_from)
    lists = deque(planned_lists(leads, since, at))
    days = list(steps(since, at))
    for number, (begin, end) in enumerate(days):
        with transaction.atomic():
            while lists and lists[0].at < end:
                bring_in(random, recruiter, history, lists.popleft(), by=staff["erin"], until=at)
            history.play(begin, end)
            if begin <= full_from < end:
                close_the_quarter(at=end)
        if number in LEARNING:
            _learn_sizes()
        progress((number + 1) / len(days), end)
    for user_id in staff.values():
        # What is older than a few days everybody has read.
        read_notices(user_id=user_id, at=busy_from)


@contextmanager
def _not_waiting_for_the_disk() -> Iterator[None]:
    """Commits of a story that can be told again need not be on disk at once; those of an instance at work must."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")


def _learn_sizes() -> None:
    """Tell the planner how large the tables have become; it would otherwise read small ones from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
