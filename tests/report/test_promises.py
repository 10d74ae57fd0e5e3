"""Promises kept and broken, as figures tell them."""

from datetime import timedelta
from uuid import UUID

import pytest

from handraiser import due, flow, report
from handraiser.report.baseline import baseline
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

WEEK = report.Scope(MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))


@pytest.fixture
def three(db: None) -> tuple[Cast, list[UUID]]:
    cast = hire()
    rows = take_in(*(hand_raiser(email=f"p{n}@c{n}.com", full_name=f"P {n}") for n in range(3)))
    return cast, [UUID(text) for text in rows.get_column("lead_id")]


def first_touch() -> report.ClockLine:
    return next(line for line in report.clocks(WEEK).promises if line.name == "first_touch")


def test_a_promise_that_runs_says_nothing_of_compliance(three: tuple[Cast, list[UUID]]) -> None:
    line = first_touch()
    assert (line.started, line.running, line.kept, line.broken, line.compliance) == (3, 3, 0, 0, None)


def test_kept_and_broken_make_the_compliance(three: tuple[Cast, list[UUID]]) -> None:
    cast, leads = three
    flow.touch(lead_id=leads[0], kind="call", by=cast.anna.pk, at=MONDAY + timedelta(hours=1))
    due.tick(at=MONDAY + timedelta(hours=9))
    line = first_touch()
    assert (line.kept, line.broken, line.running) == (1, 2, 0)
    assert line.compliance == pytest.approx(1 / 3)


def test_a_promise_answered_late_stays_broken(three: tuple[Cast, list[UUID]]) -> None:
    cast, leads = three
    due.tick(at=MONDAY + timedelta(hours=9))
    flow.touch(lead_id=leads[0], kind="call", by=cast.anna.pk, at=MONDAY + timedelta(hours=10))
    assert (first_touch().kept, first_touch().broken) == (0, 3)


def test_who_overstays_in_a_stage_breaks_no_promise(three: tuple[Cast, list[UUID]]) -> None:
    cast, leads = three
    for lead in leads:
        flow.touch(lead_id=lead, kind="call", by=cast.anna.pk, at=MONDAY + timedelta(hours=1))
    # A name from a fair asked for nothing, and may stay a prospect for 90 days.
    take_in(
        {
            "email": "ida.berg@blue-harbor.com",
            "full_name": "Ida Berg",
            "company_name": "Blue Harbor",
            "source": "fair",
        }
    )
    while due.tick(at=MONDAY + timedelta(days=100)):
        pass
    clocks = report.clocks(WEEK)
    assert {line.name for line in clocks.promises} == {"first_touch"}
    assert clocks.stay is not None
    assert (clocks.stay.started, clocks.stay.kept, clocks.stay.broken) == (1, 0, 1)
    told = {figure.measure: figure.value for figure in baseline(WEEK, stages={}, routed=(), reason_words={})}
    assert told["Promises kept"] == 100


def test_the_trend_tells_the_same_promises(three: tuple[Cast, list[UUID]]) -> None:
    cast, leads = three
    flow.touch(lead_id=leads[0], kind="call", by=cast.anna.pk, at=MONDAY + timedelta(hours=1))
    due.tick(at=MONDAY + timedelta(hours=9))
    [week] = report.trend(WEEK, bucket="week", zone="Europe/Berlin")
    assert (week.opened, week.kept, week.broken) == (3, 1, 2)
    assert week.compliance == pytest.approx(1 / 3)
