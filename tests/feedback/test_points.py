"""Points from history: what doubles the odds gets ten, few leads get few, and every rule is a rule."""

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.feedback.history import chosen
from handraiser.feedback.points import NothingToLearn, points_from_history
from handraiser.process.conditions import Condition
from tests.feedback.leads import AT, FIRST, history

LEADS: list[dict[str, object]] = [
    {"n": 300, "won": 100, "source": "fair"},
    {"n": 600, "won": 60, "source": "it's"},
    {"n": 300, "won": 30, "source": None},
    {"n": 2, "won": 2, "source": "friend"},
    {"n": 1, "won": 1, "source": "Friend"},
]


def test_the_points_follow_the_odds_and_are_told_with_their_figures() -> None:
    points = points_from_history(history(LEADS).frame, chosen(["source"]), at=AT, against="all")

    told = {rule.name: rule for rule in points.rules}
    assert told["Source: fair"].points > 8
    assert told["Source: it's"].points < 0
    assert told["Source: fair"].why.startswith("100 of 300 were won, 33.3%")
    assert told["Source: anything else"].n == 3
    assert points.thresholds(["A", "B", "C"]) == {"A": 5.0, "B": 0.0, "C": -5.0}


def test_exactly_one_rule_of_a_trait_holds_for_each_lead() -> None:
    frame = history(LEADS).frame
    points = points_from_history(frame, chosen(["source"]), at=AT, against="all")

    held = [frame.select(Condition(rule.when).expression.alias("held")).to_series() for rule in points.rules]
    assert (
        pl.DataFrame({str(place): one for place, one in enumerate(held)}).sum_horizontal().to_list()
        == [1] * frame.height
    )
    assert [int(one.sum()) for one in held] == [rule.n for rule in points.rules]


@pytest.mark.parametrize("name", ["employees", "pass_number", "city"])
def test_bands_numbers_and_many_values_have_conditions_that_check(name: str) -> None:
    kinds: list[dict[str, object]] = [
        {"n": 30, "won": value % 5 + 1, name: f"Town {value}" if name == "city" else value + 1}
        for value in range(100)
    ]
    frame = history(kinds).frame
    points = points_from_history(frame, chosen([name]), at=AT, against="all")

    assert len(points.rules) <= 60
    total = sum(int(frame.select(Condition(rule.when).expression).to_series().sum()) for rule in points.rules)
    assert total == frame.height


def test_only_leads_first_met_before_the_day_teach() -> None:
    kinds = [{"n": 50, "won": 10, "source": "web"}, {"n": 50, "won": 40, "day": 60, "source": "web"}]
    points = points_from_history(
        history(kinds).frame, chosen(["source"]), at=AT, until=FIRST + timedelta(days=30), against="all"
    )

    assert [(rule.n, rule.won, rule.points) for rule in points.rules] == [(50, 10, 0.0)]


@pytest.mark.parametrize("won", [0, 40])
def test_a_history_that_ended_one_way_teaches_nothing(won: int) -> None:
    frame = history([{"n": 40, "won": won, "source": "web"}]).frame
    with pytest.raises(NothingToLearn, match=f"40 leads of which {won} were won"):
        points_from_history(frame, chosen(["source"]), at=AT, against="all")


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_better_rate_never_gets_fewer_points(n: int, won: int) -> None:
    won = min(n, won)
    kinds = [
        {"n": 400, "won": 100, "source": "web"},
        {"n": n, "won": won, "source": "fair"},
        {"n": 20, "won": 5, "source": "list"},
    ]
    points = points_from_history(history(kinds).frame, chosen(["source"]), at=AT, against="all")
    by_rate = sorted(points.rules, key=lambda rule: rule.rate)
    assert [rule.points for rule in by_rate] == sorted(rule.points for rule in points.rules)


def test_a_list_that_knows_a_trait_only_of_the_won_gives_no_points_for_not_knowing_it() -> None:
    told: list[dict[str, object]] = [
        {"n": 100, "won": 70, "lost": 30, "industry": "Retail"},
        {"n": 100, "won": 40, "lost": 60, "industry": "Media"},
        {"n": 400, "won": 4, "lost": 396, "industry": None},
    ]
    imported = points_from_history(history(told).frame, chosen(["industry"]), at=AT, after_the_fact=True)
    met = points_from_history(history(told).frame, chosen(["industry"]), at=AT)

    assert [rule.name for rule in imported.rules] == ["Industry: Media", "Industry: Retail"]
    assert [rule.points > 0 for rule in imported.rules] == [False, True]
    assert "Industry: (not known)" in [rule.name for rule in met.rules]
    only_won: list[dict[str, object]] = [{"n": 100, "won": 100, "industry": "Retail"}, told[2]]
    with pytest.raises(NothingToLearn, match="Industry is known only of leads that ended the same way"):
        points_from_history(history(only_won).frame, chosen(["industry"]), at=AT, after_the_fact=True)
