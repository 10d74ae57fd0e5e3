"""The history is what was known at first contact, and what became of it."""

from datetime import UTC, datetime, timedelta

import pytest

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.feedback.finder import find_customers
from handraiser.feedback.history import chosen, load
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), MONDAY + timedelta(days=400)
TRAITS = chosen(["industry", "employees", "seniority", "source", "country"])


@pytest.fixture
def cast(db: None) -> Cast:
    return hire()


def test_a_lead_comes_with_its_traits_and_its_outcome(cast: Cast) -> None:
    take_in(hand_raiser(industry="Data", employees=120))
    take_in({"email": "jana.novak@kestrel-analytics.com", "outcome": "won"}, at=MONDAY + timedelta(days=9))

    [row] = load(TRAITS, since=SINCE, until=UNTIL).frame.to_dicts()
    assert (row["industry"], row["employees"], row["seniority"], row["source"]) == (
        "Data",
        120,
        "vp",
        "website",
    )
    assert (row["won"], row["lost"], row["closed_at"] - row["opened_at"]) == (True, False, timedelta(days=9))


def test_what_was_learned_with_the_outcome_is_not_known_at_first_contact(cast: Cast) -> None:
    take_in(hand_raiser())
    take_in(
        {
            "email": "jana.novak@kestrel-analytics.com",
            "company_name": "Kestrel Analytics",
            "industry": "Data",
            "country": "DE",
            "outcome": "won",
        },
        at=MONDAY + timedelta(days=9),
    )

    known = load(TRAITS, since=SINCE, until=UNTIL)
    assert known.frame.get_column("industry").to_list() == [None]
    assert known.frame.get_column("country").to_list() == ["DE"]
    assert known.learned_later == {"industry": 1}


def test_a_value_that_changed_later_is_taken_as_it_was_first_seen(cast: Cast) -> None:
    take_in(hand_raiser(country="DE"))
    take_in(hand_raiser(country="FR"), at=MONDAY + timedelta(days=9))

    known = load(TRAITS, since=SINCE, until=UNTIL)
    assert known.frame.get_column("country").to_list() == ["DE"]
    assert (known.learned_later, known.seen_first) == ({"country": 1}, {"country": 1})


def test_a_history_that_was_imported_long_after_it_happened_is_known_from_its_first_row_on(
    cast: Cast,
) -> None:
    rows = [
        {
            "external_id": f"D{n}",
            "company_name": f"Northwind {n}",
            "industry": "Robotics",
            "occurred_at": MONDAY - timedelta(days=400),
            "outcome": "won" if n < 12 else "lost",
            "outcome_at": MONDAY - timedelta(days=300),
        }
        for n in range(30)
    ]
    flow.take_in(arrivals(rows, door="import", system="deals", at=MONDAY), at=MONDAY)

    found = find_customers(since=SINCE, until=UNTIL, at=MONDAY, traits=["industry", "source"])
    assert (found.judged.against, found.judged.n, found.judged.wins) == ("closed", 30, 12)
    assert (found.traits[0].known, found.learned_later) == (30, {})


def test_only_leads_of_the_period_are_read(cast: Cast) -> None:
    take_in(hand_raiser())
    assert load(TRAITS, since=SINCE, until=MONDAY).frame.is_empty()
    assert load(TRAITS, since=MONDAY, until=UNTIL).frame.height == 1


def test_words_with_quotes_and_line_ends_and_moments_to_the_microsecond_come_as_they_are(cast: Cast) -> None:
    at = MONDAY + timedelta(microseconds=1234)
    take_in(hand_raiser(source='the "big", one'), at=at)

    [row] = load(chosen(["source", "pass_number"]), since=SINCE, until=UNTIL).frame.to_dicts()
    assert (row["source"], row["pass_number"], row["opened_at"]) == ('the "big", one', 1, at)


def test_a_history_that_came_after_the_fact_is_known_as_such(cast: Cast) -> None:
    take_in(hand_raiser())
    assert not load(TRAITS, since=SINCE, until=UNTIL).after_the_fact

    for number in range(3):
        take_in(
            {
                "email": f"jana.novak@blueharbor{number}.com",
                "occurred_at": MONDAY - timedelta(days=90),
                "outcome": "won",
                "outcome_at": MONDAY - timedelta(days=60),
            },
            at=MONDAY,
        )
    assert load(TRAITS, since=SINCE, until=UNTIL).after_the_fact
