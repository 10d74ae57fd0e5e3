"""Which leads count, and against what."""

from datetime import timedelta

from handraiser.feedback.judged import judge
from tests.feedback.leads import AT, FIRST, history


def test_lost_deals_decide_where_they_are_recorded() -> None:
    judged = judge(history([{"n": 100, "won": 20, "lost": 30, "source": "web"}]).frame, at=AT)

    assert (judged.against, judged.n, judged.wins, judged.rate) == ("closed", 50, 20, 0.4)


def test_a_few_lost_deals_are_taken_for_losses_that_nobody_records() -> None:
    judged = judge(history([{"n": 1_000, "won": 200, "lost": 4, "source": "web"}]).frame, at=AT)

    assert (judged.against, judged.n, judged.rate) == ("all", 1_000, 0.2)


def test_cohorts_that_may_still_be_won_are_left_out_with_their_early_wins() -> None:
    kinds = [
        {"n": 100, "won": 20, "took": 60, "source": "web"},
        {"n": 50, "won": 1, "took": 5, "day": 80, "source": "web"},
        {"n": 1, "day": 100, "source": "web"},
    ]
    judged = judge(history(kinds).frame, at=AT)

    assert judged.patience == timedelta(days=60)
    assert judged.ripe_until == FIRST + timedelta(days=40)
    assert (judged.n, judged.wins, judged.too_young) == (100, 20, 51)


def test_an_imported_history_is_not_taken_for_finished_today() -> None:
    kinds = [{"n": 10, "won": 5, "took": 30, "source": "web"}, {"n": 10, "day": 20, "source": "web"}]
    judged = judge(history(kinds).frame, at=AT + timedelta(days=3_650))

    assert judged.ripe_until == FIRST
    assert judged.too_young == 10


def test_won_before_first_contact_counts_as_won_and_not_for_the_time() -> None:
    kinds = [
        {"n": 10, "won": 10, "took": 30, "source": "web"},
        {"n": 1, "won": 1, "took": -2, "source": "web"},
    ]
    judged = judge(history(kinds).frame, at=AT, against="all")

    assert judged.impossible == 1
    assert judged.won == 11
    assert judged.patience == timedelta(days=30)


def test_outcomes_known_only_later_are_not_known() -> None:
    kinds = [
        {"n": 10, "won": 5, "took": 10, "source": "web"},
        {"n": 10, "won": 5, "took": 90, "source": "web"},
    ]
    judged = judge(history(kinds).frame, at=AT, against="all", known_by=FIRST + timedelta(days=20))

    assert (judged.won, judged.n) == (5, 20)
