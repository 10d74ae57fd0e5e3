"""The finder calls a trait a signal only if it is one, and says so when it cannot know."""

import random

import polars as pl
import pytest

from handraiser.feedback.compared import compare
from handraiser.feedback.finder import Found, find
from handraiser.feedback.history import History, UnknownTrait, chosen
from handraiser.feedback.judged import Against
from handraiser.feedback.words import remarks, verdict
from tests.feedback.leads import AT, FIRST, UNTIL, history


def found(leads: History, *names: str, against: Against | None = None) -> Found:
    return find(leads, chosen(names), since=FIRST, until=UNTIL, at=AT, against=against)


def test_a_trait_that_goes_with_won_is_a_signal_with_its_lift_and_interval() -> None:
    told = found(
        history(
            [
                {"n": 200, "won": 60, "lost": 140, "industry": "Logistics"},
                {"n": 800, "won": 80, "lost": 720, "industry": "Retail"},
            ]
        ),
        "industry",
    )

    [industry] = told.signals
    logistics = next(line for line in industry.lines if line.value == "Logistics")
    assert (logistics.n, logistics.won, logistics.stands_out) == (200, 60, True)
    assert logistics.lift.value == pytest.approx(0.3 / 0.14)
    assert logistics.lift.low < logistics.lift.value < logistics.lift.high
    assert logistics.difference.low > 0.1
    assert told.separation.auc is not None
    assert told.separation.auc.low > 0.5
    assert verdict(told).startswith("Industry goes with won, more than chance explains.")


def test_traits_without_a_signal_are_called_so_with_an_auc_near_a_coin() -> None:
    chance = random.Random(11)
    kinds = [
        {
            "n": 1,
            "won": int(chance.random() < 0.6),
            "lost": 1,
            "industry": chance.choice(["Retail", "Logistics", "Media", "Health"]),
            "source": chance.choice(["fair", "web", "list"]),
            "seniority": chance.choice(["vp", "manager", None]),
        }
        for _ in range(2_000)
    ]
    told = found(history(kinds), "industry", "source", "seniority", against="all")

    assert told.signals == ()
    assert told.separation.auc is not None
    assert told.separation.auc.low < 0.5 < told.separation.auc.high
    assert verdict(told).startswith("These traits carry no signal.")
    assert "0.5 is a coin" in verdict(told)


def test_one_lucky_value_among_many_looks_is_no_signal() -> None:
    kinds = [
        {"n": 25, "won": 9 if value == 3 else 5, "lost": 16 if value == 3 else 20, "city": f"Town {value}"}
        for value in range(40)
    ]
    told = found(history(kinds), "city")

    [city] = told.traits
    assert city.p is not None
    assert not city.signal
    assert not any(line.stands_out for line in city.lines)


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ([], "No lead of this period can be judged yet"),
        ([{"n": 30, "industry": "Retail"}, {"n": 30, "industry": "Media"}], "None of the 60 leads was won"),
        ([{"n": 30, "won": 30, "industry": "Retail"}], "Every one of the 30 leads was won"),
        ([{"n": 30, "won": 10, "industry": None}], "No trait is known of enough leads"),
        ([{"n": 30, "won": 10, "industry": "Retail"}], "No trait is known of enough leads"),
        ([{"n": 3, "won": 1, "industry": "Retail"}, {"n": 2, "industry": "Media"}], "No trait is known"),
    ],
)
def test_what_cannot_be_known_is_said(kinds: list[dict[str, object]], says: str) -> None:
    leads = history(kinds or [{"n": 0, "industry": "Retail"}])
    assert says in verdict(found(leads, "industry"))


def test_ten_thousand_values_of_one_lead_each_are_counted_together_and_tested_as_nothing() -> None:
    told = found(
        history([{"n": 1, "won": int(n % 7 == 0), "city": f"Town {n}"} for n in range(10_000)]), "city"
    )

    [city] = told.traits
    assert (city.values, [line.small for line in city.lines]) == (10_000, [10_000])
    assert "No value has enough leads" in city.why_not


def test_a_word_that_says_nothing_is_the_same_as_an_empty_cell() -> None:
    told = found(
        history(
            [
                {"n": 60, "won": 30, "source": "Unknown"},
                {"n": 60, "won": 30, "source": None},
                {"n": 100, "won": 10, "source": "fair"},
            ]
        ),
        "source",
    )

    assert [(line.words, line.n) for line in told.traits[0].lines] == [("(not known)", 120), ("fair", 100)]


def test_what_was_learned_later_neither_counts_nor_tells_by_its_absence() -> None:
    kinds: list[dict[str, object]] = [
        {"n": 200, "won": 150, "industry": None},
        {"n": 100, "won": 20, "industry": "Retail"},
        {"n": 100, "won": 22, "industry": "Media"},
    ]
    told = found(history(kinds, later={"industry": 200}), "industry")

    assert told.signals == ()
    assert [line.value for line in told.traits[0].lines] == ["Media", "Retail"]
    assert told.separation.auc is None
    assert any("does not count: industry (200 leads)." in said for said in remarks(told))


def test_a_hundred_leads_of_one_company_are_hardly_more_evidence_than_one() -> None:
    kinds = [
        {
            "n": 50,
            "won": 50 if company in (0, 5, 8) else 0,
            "company": f"c{company}",
            "industry": "Retail" if company % 2 else "Media",
        }
        for company in range(12)
    ]
    told = found(history(kinds), "industry")

    [industry] = told.traits
    assert industry.design > 10
    assert not industry.signal
    assert any("leads weigh as one" in said for said in remarks(told))


def test_numbers_are_cut_where_the_leads_lie() -> None:
    kinds = [{"n": 50, "won": 10 + employees % 3, "employees": employees} for employees in (2, 4, 6, 8)]
    [employees] = found(history(kinds), "employees").traits

    assert employees.values > 1
    assert all("employees" in line.condition for line in employees.lines)


def test_what_the_process_makes_is_no_trait() -> None:
    with pytest.raises(UnknownTrait, match="'score' is not known of a lead at first contact"):
        chosen(["industry", "score"])


def test_chance_is_called_a_signal_about_once_in_twenty_times() -> None:
    called = 0
    for seed in range(60):
        chance = random.Random(seed)
        rows = [
            {
                "kin": str(place),
                "label": chance.random() < 0.4,
                "industry": chance.choice("abcd"),
                "source": chance.choice("xyz"),
                "seniority": chance.choice(["vp", None]),
            }
            for place in range(500)
        ]
        traits = compare(pl.DataFrame(rows), chosen(["industry", "source", "seniority"]))
        called += any(one.signal for one in traits)
    assert called <= 8


FILLED_WHEN_WON: list[dict[str, object]] = [
    {"n": 100, "won": 95, "lost": 5, "industry": "Retail", "source": "fair"},
    {"n": 100, "won": 95, "lost": 5, "industry": "Media", "source": "web"},
    {"n": 400, "won": 10, "lost": 390, "industry": None, "source": "web"},
    {"n": 400, "won": 10, "lost": 390, "industry": None, "source": "fair"},
]


def test_a_trait_that_was_filled_in_when_leads_were_won_is_judged_without_the_others_and_that_is_said() -> (
    None
):
    told = found(history(FILLED_WHEN_WON, imported=True), "industry", "source")

    assert told.signals == ()
    assert list(told.known_afterwards) == ["industry"]
    assert any(
        remark.startswith(
            "Industry is known of 90% of the won and 1% of the others, in records that came after"
        )
        for remark in remarks(told)
    )


def test_what_somebody_left_blank_when_we_met_them_still_tells() -> None:
    told = found(
        history([{**kind, "won": 40 if kind["industry"] else 10} for kind in FILLED_WHEN_WON]), "industry"
    )

    assert told.known_afterwards == {}
    assert [one.trait.name for one in told.signals] == ["industry"]


def test_a_trait_that_tells_all_by_itself_is_no_signal_but_too_good_to_be_true() -> None:
    told = found(
        history(
            [
                {"n": 300, "won": 290, "lost": 10, "industry": "Renewed", "source": "fair"},
                {"n": 700, "won": 5, "lost": 695, "industry": "Asked", "source": "fair"},
            ]
        ),
        "industry",
        "source",
    )
    industry = next(one for one in told.traits if one.trait.name == "industry")

    assert told.signals == ()
    assert industry.why_not.startswith(
        "Too good to be true: alone it tells won from the rest with an AUC of 0.98."
    )
