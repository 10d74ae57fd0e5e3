"""Figures of a small company whose every lead is known."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from handraiser import flow, report
from handraiser.capture.arrivals import arrivals
from handraiser.lead.models import Lead
from handraiser.report.scope import share
from tests.cast import Cast, hire

# Every figure below can be counted by hand from this list: opened, source, grade by country, outcome, closed.
STORY = (
    ("2026-01-10", "fair", "DE", "won", "2026-02-10"),
    ("2026-01-20", "fair", None, "lost", "2026-03-01"),
    ("2026-01-25", None, "DE", None, None),
    ("2026-02-05", "  ", None, "won", "2026-02-20"),
    ("2026-02-06", "web", "DE", None, None),
    ("2026-03-03", "web", "DE", "won", "2026-03-01"),
    ("2026-03-20", "web", None, None, None),
)
AT = datetime(2026, 4, 1, tzinfo=UTC)
STAGES = ("suspect", "prospect", "mql", "sal", "sql", "customer")
ALL = report.Scope(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


def moment(day: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00") if day else None


@pytest.fixture
def story(db: None) -> Cast:
    cast = hire()
    rows = [
        {
            "external_id": f"L{number}",
            "full_name": f"Lead {number}",
            "occurred_at": moment(opened),
            "source": source,
            "country": country,
            "outcome": outcome,
            "outcome_at": moment(closed),
            "amount": "1000" if outcome == "won" else None,
        }
        for number, (opened, source, country, outcome, closed) in enumerate(STORY)
    ]
    flow.take_in(arrivals(rows, door="import", system="history", at=AT), at=AT)
    return cast


def test_the_funnel_counts_all_leads_by_the_furthest_stage(story: Cast) -> None:
    funnel = report.funnel(ALL, stages=STAGES)
    assert (funnel.opened, funnel.won, funnel.open) == (7, 3, 3)
    assert funnel.won_rate == pytest.approx(3 / 7)
    assert funnel.stages[0].reached == 7
    assert funnel.stages[-1].reached == 3
    assert funnel.elsewhere == 0


def test_no_stage_is_reached_by_more_than_the_one_before(story: Cast) -> None:
    reached = [stage.reached for stage in report.funnel(ALL, stages=STAGES).stages]
    assert reached == sorted(reached, reverse=True)


def test_conversion_at_a_gate_is_by_those_who_reached_the_stage_before(story: Cast) -> None:
    stages = report.funnel(ALL, stages=STAGES).stages
    for before, after in pairwise(stages):
        assert after.passed == share(after.reached, before.reached)
    assert stages[0].passed is None


def test_stages_that_the_document_lost_are_counted_apart(story: Cast) -> None:
    funnel = report.funnel(ALL, stages=("suspect",))
    assert funnel.opened == 7
    assert funnel.stages[0].reached + funnel.elsewhere == 7


def test_a_blank_source_is_a_line_of_its_own_and_the_lines_add_up(story: Cast) -> None:
    lines = {line.source: line for line in report.sources(ALL)}
    assert {name: (line.leads, line.won) for name, line in lines.items()} == {
        "web": (3, 1),
        "fair": (2, 1),
        "(none)": (2, 1),
    }
    assert lines["fair"].rate == 0.5
    assert lines["fair"].amount == 1000


def test_a_win_before_the_opening_is_counted_but_not_averaged(story: Cast) -> None:
    pace = report.pace(ALL)
    assert (pace.won, pace.won_before_opened) == (2, 1)
    day = 86_400
    assert pace.win_median == pytest.approx((31 * day + 15 * day) / 2)
    assert pace.win_p90 == pytest.approx((15 + 0.9 * 16) * day)


def test_an_untouched_lead_has_no_time_of_touch(story: Cast) -> None:
    pace = report.pace(ALL)
    assert (pace.touched, pace.untouched, pace.touch_median) == (0, 7, None)


def test_touches_are_timed_from_the_opening(story: Cast) -> None:
    lead = Lead.objects.get(external_id="L4")
    flow.touch(lead_id=lead.id, kind="call", by=story.anna.pk, at=lead.opened_at + timedelta(hours=3))
    pace = report.pace(ALL)
    assert (pace.touched, pace.touch_median, pace.touch_p90) == (1, 10_800.0, 10_800.0)


def test_a_period_is_from_its_first_moment_up_to_but_without_its_last(story: Cast) -> None:
    opened = Lead.objects.get(external_id="L3").opened_at
    assert report.funnel(report.Scope(opened, opened + timedelta(seconds=1)), stages=STAGES).opened == 1
    assert report.funnel(report.Scope(opened - timedelta(days=1), opened), stages=STAGES).opened == 0


def test_months_are_marked_until_their_wins_have_had_time(story: Cast) -> None:
    cohorts = report.cohorts(ALL, zone="Europe/Berlin", at=AT)
    assert [(cohort.month.month, cohort.leads, cohort.won) for cohort in cohorts] == [
        (1, 3, 1),
        (2, 2, 1),
        (3, 2, 1),
    ]
    # Nine of ten wins come within 29 days, and the records end on the twentieth of March.
    assert [cohort.still_open for cohort in cohorts] == [False, False, True]


def test_grades_are_counted_with_their_wins(story: Cast) -> None:
    lines = {line.grade: (line.leads, line.won) for line in report.grades(ALL)}
    assert sum(leads for leads, _ in lines.values()) == 7
    assert lines["B"] == (4, 2)


def test_buckets_begin_at_midnight_in_the_readers_zone(story: Cast) -> None:
    weeks = report.trend(ALL, bucket="month", zone="America/New_York")
    assert [(week.starts.isoformat(), week.opened, week.won) for week in weeks] == [
        ("2026-01-01", 3, 1),
        ("2026-02-01", 2, 1),
        ("2026-03-01", 2, 1),
    ]


def test_a_team_has_figures_of_its_own(story: Cast) -> None:
    own = report.Scope(ALL.since, ALL.until, team="bdr")
    assert report.funnel(own, stages=STAGES).opened == Lead.objects.filter(team="bdr").count()


def test_an_empty_period_has_no_rates_rather_than_zero(story: Cast) -> None:
    nothing = report.Scope(datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 2, 1, tzinfo=UTC))
    funnel = report.funnel(nothing, stages=STAGES)
    assert (funnel.opened, funnel.won_rate, funnel.stages[1].passed) == (0, None, None)
    assert report.sources(nothing) == []
    assert report.clocks(nothing) == report.Clocks((), None)
    assert report.pace(nothing).win_median is None
