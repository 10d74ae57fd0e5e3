"""Rules that never fire are found by what they wait for; and what each owner was given."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handraiser import report
from handraiser.report.rules import _like
from handraiser.score.operations import Seen, see
from handraiser.score.partitions import ensure_partitions
from tests.cast import MONDAY, hand_raiser, hire, take_in

SCOPE = report.Scope(MONDAY - timedelta(days=30), MONDAY + timedelta(days=1))
WRITTEN = st.text("ab*%_\\.", max_size=8)


@pytest.mark.django_db
def test_each_rule_counts_what_it_waits_for_in_the_period() -> None:
    ensure_partitions(moments=[MONDAY, MONDAY - timedelta(days=40)])
    pages = ("/Pricing", "/pricing/teams", "/jobs")
    seen = [Seen("page_viewed", MONDAY, email_key="a@c1.com", properties={"page": page}) for page in pages]
    seen += [
        Seen(
            "page_viewed", MONDAY - timedelta(days=40), email_key="a@c1.com", properties={"page": "/pricing"}
        ),
        Seen("webinar", MONDAY, email_key="a@c1.com"),
    ]
    see(seen=seen, at=MONDAY)
    rules = [
        ("page_viewed", {"page": "*pricing*"}),
        ("page_viewed", {}),
        ("webinar", {}),
        ("webinar", {"page": "*"}),
        ("trial", {}),
    ]
    assert report.fired(rules, SCOPE) == [2, 3, 1, 0, 0]
    assert report.fired([], SCOPE) == []


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pattern=WRITTEN, value=WRITTEN)
def test_a_star_means_here_what_it_means_in_the_score(pattern: str, value: str) -> None:
    meant = re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), value, re.DOTALL) is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s LIKE %s", [value, _like(pattern)])
        assert cursor.fetchone() == (meant,)


@pytest.mark.django_db
def test_each_owner_has_what_was_given_and_what_is_open() -> None:
    hire()
    take_in(hand_raiser(), hand_raiser(email="a@c1.com"), hand_raiser(email="b@c2.com", company_name="C2"))
    lines = report.loads(SCOPE)
    assert sum(line.given for line in lines) == 3
    assert sum(line.open_now for line in lines) == 3
    assert {line.team for line in lines} == {"bdr"}
    assert report.loads(report.Scope(SCOPE.until, SCOPE.until + timedelta(days=1))) == []
