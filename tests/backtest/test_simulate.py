"""A version tried on the history that it made itself comes to what the record says, and writes nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handraiser import due, flow
from handraiser.backtest.candidates import base_of
from handraiser.backtest.halves import Half
from handraiser.backtest.lots import lots
from handraiser.backtest.run import backtest
from handraiser.backtest.scope import Scope, extent
from handraiser.document import Document
from handraiser.lead.models import Lead
from handraiser.process.operations import publish
from handraiser.staff.queries import snapshot
from tests.cast import MONDAY, PROCESS, hand_raiser, hire, take_in
from tests.replay.story import PEOPLE, Story

# So long a story takes for an act.
ACT = timedelta(minutes=7, microseconds=830_001)
inquiry = st.fixed_dictionaries(
    {
        "who": st.sampled_from(PEOPLE),
        "inquiry_kind": st.sampled_from(["contact_us", "webinar", None]),
        "country": st.sampled_from(["DE", "AT", "US", None]),
        "title": st.sampled_from(["VP Data", "Intern", None]),
        "ago": st.just(0),
    }
)
seen = st.fixed_dictionaries(
    {
        "who": st.sampled_from(PEOPLE),
        "kind": st.sampled_from(["webinar", "page_viewed", "newsletter"]),
        "page": st.sampled_from(["/pricing", "/blog"]),
        "ago": st.just(0),
        "by_mail": st.just(False),
    }
)
# A lead that was offered is not moved by hand here: its offer would stay open.
verbs = ("qualify", "qualify", "accept", "reject", "won", "recycle", "correct", "touch", "answer", "undo_act")
acts = st.one_of(
    st.tuples(st.just("inquire"), st.lists(inquiry, min_size=1, max_size=1)),
    st.tuples(st.just("behave"), st.lists(seen, min_size=1, max_size=1)),
    st.tuples(st.just("pass_time"), st.integers(1, 24 * 60)),
    *(st.tuples(st.sampled_from(verbs), st.integers(0, 1_000_000)) for _ in range(3)),
)


def simulated(at: datetime) -> pl.DataFrame:
    """The live version over all of history, decided moment by moment."""
    live = base_of(None)
    (lot,) = lots(
        (live, live), Scope(), whole=extent(horizon=at), at=at, people=1_000, progress=lambda part: None
    )
    ends = lot.moments.get_column("at").unique(maintain_order=True).to_list()
    half = Half(live, snapshot(), at)
    outcome = half.simulate(replace(lot.share(1), ends=ends), lambda part: None)
    return outcome.passes


def everything() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a checksum of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [table for (table,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t"
            )
            found[table] = cursor.fetchone()
    return found


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(acts, min_size=4, max_size=14))
def test_the_live_version_over_its_own_history_comes_to_the_record(told: list[tuple[str, object]]) -> None:
    with transaction.atomic():
        story = Story(hire())
        story.begin()
        for verb, what in [*told, ("pass_time", 1)]:
            # What runs out before the next act has run out by then.
            while due.tick(at=story.at + ACT):
                pass
            story.go_on(verb, what)
        at = story.at
        passes = {(row["person_id"], row["pass_number"]): row for row in simulated(at).iter_rows(named=True)}
        for lead in Lead.objects.all():
            row = passes[str(lead.person_id), lead.pass_number]
            assert (row["stage"], row["outcome"]) == (lead.stage, lead.outcome), story.done
            if lead.ended_at is None:
                assert (row["grade"], row["owner_id"]) == (lead.grade, lead.owner_id), story.done
                assert row["score"] == pytest.approx(lead.score, abs=0.11), story.done
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_backtest_writes_nothing() -> None:
    hire()
    take_in(hand_raiser(), hand_raiser(email="leo@blue-harbor.com", company_name="Blue Harbor Logistics"))
    flow.touch(
        lead_id=Lead.objects.order_by("id")[0].id, kind="call", by=None, at=MONDAY + timedelta(hours=1)
    )
    before = everything()
    report = backtest(draft=base_of(None), base=base_of(None), scope=Scope(), at=MONDAY + timedelta(days=30))
    assert report.movements == {"same": 2}
    assert everything() == before


@pytest.mark.django_db
def test_behaviour_after_the_outcome_never_changes_the_judgement() -> None:
    cast = hire()
    take_in(hand_raiser())
    lead = Lead.objects.get()
    from handraiser.score.operations import Seen

    def page(days: float) -> Seen:
        at = MONDAY + timedelta(days=days)
        return Seen(kind="page_viewed", at=at, person_id=lead.person_id, properties={"page": "/pricing"})

    flow.see(seen=[page(0.1)], at=MONDAY + timedelta(days=0.1))
    flow.recycle(lead_id=lead.id, reason="not_ready", by=cast.erin.id, at=MONDAY + timedelta(days=1))
    at = MONDAY + timedelta(days=10)
    before = simulated(at).row(0, named=True)["score"]
    flow.see(seen=[page(2), page(3)], at=MONDAY + timedelta(days=3))
    assert simulated(at).row(0, named=True)["score"] == before


@pytest.mark.django_db
def test_a_rule_that_asks_for_the_source_of_a_value_finds_it() -> None:
    hire()
    text = PROCESS.read_text(encoding="utf-8")
    known = (
        "    - {name: surely decides, when: \"title ILIKE '%vp%' AND confidence(title) >= 0.9\", points: 7}\n"
    )
    publish(text=text.replace("score:\n", known + "score:\n", 1), document=Document, at=MONDAY)
    take_in(hand_raiser())
    take_in(hand_raiser(title="VP Data and Analytics"), at=MONDAY + timedelta(days=1))
    row = simulated(MONDAY + timedelta(days=2)).row(0, named=True)
    lead = Lead.objects.get()
    assert (row["grade_points"], row["grade"]) == (lead.grade_points, lead.grade)
    assert row["grade_points"] == 42
