"""The baseline counts what can be counted by hand, and says of the rest which data is missing."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.ready import ready_text
from handraiser.report import Scope
from handraiser.report.baseline import Figure, baseline
from handraiser.report.keep import with_baseline
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

ALL = Scope(datetime(2020, 1, 1, tzinfo=UTC), MONDAY + timedelta(days=400))
STAGES = {
    "suspect": "Suspect",
    "prospect": "Prospect",
    "mql": "MQL",
    "sal": "SAL",
    "sql": "SQL",
    "customer": "Customer",
}


def figures(scope: Scope = ALL) -> dict[str, Figure]:
    told = baseline(
        scope, stages=STAGES, routed=("mql", "sal", "sql"), reason_words={"not_ready": "Not ready"}
    )
    return {figure.measure: figure for figure in told}


@pytest.fixture
def cast(db: None) -> Cast:
    return hire()


def test_nothing_can_be_measured_of_nothing_and_each_measure_says_why(cast: Cast) -> None:
    told = figures()

    assert all(figure.value is None and figure.why_not.endswith(".") for figure in told.values())


def test_an_imported_history_has_outcomes_and_no_speed(cast: Cast) -> None:
    rows = [
        {
            "external_id": f"D{n}",
            "company_name": f"Northwind {n}",
            "occurred_at": MONDAY - timedelta(days=100),
            "outcome": "won" if n < 10 else "lost",
            "outcome_at": MONDAY - timedelta(days=60),
            "amount": "1000" if n < 8 else None,
        }
        for n in range(40)
    ]
    flow.take_in(arrivals(rows, door="import", system="deals", at=MONDAY), at=MONDAY)
    told = figures()

    assert (told["Win rate (of closed)"].value, told["Win rate (of closed)"].n) == (25.0, 40)
    assert (told["Won value"].value, told["Won value"].note) == (8000.0, "2 won deals without an amount")
    assert told["From first contact to won, median"].value == 40.0
    assert "No touch is recorded" in told["Time to first touch, median"].why_not
    assert "the steps in between were not recorded" in told["MQL to SAL"].why_not
    assert told["SQL to Customer"].value == 25.0
    assert told["Losses with a reason"].value == 0.0
    filled = {part.words: part.value for part in told["Fields of the profile that are filled"].parts}
    assert (filled["Company"], filled["E-mail"]) == (100.0, 0.0)


def test_won_deals_without_lost_ones_have_no_win_rate(cast: Cast) -> None:
    take_in(hand_raiser(outcome="won"))
    told = figures()

    assert told["Win rate (of closed)"].value is None
    assert told["Win rate (of closed)"].why_not.startswith("Lost deals are not recorded")
    assert told["Won (of all leads)"].value == 100.0


def test_touches_offers_and_rejections_are_counted_with_their_reasons(cast: Cast) -> None:
    lead = UUID(take_in(hand_raiser()).item(0, "lead_id"))
    flow.touch(lead_id=lead, kind="call", by=cast.anna.id, at=MONDAY + timedelta(hours=2))
    told = figures()

    assert told["Time to first touch, median"].value == pytest.approx(2)
    assert (told["First touch within an hour"].value, told["First touch within a day"].value) == (0.0, 100.0)
    assert (told["Touches per lead"].value, told["Promises kept"].value) == (1.0, 100.0)
    assert told["Leads that need an owner and have none"].value == 0.0


def test_amounts_in_several_currencies_have_no_sum(cast: Cast) -> None:
    take_in(
        hand_raiser(outcome="won", amount="100", currency="EUR"),
        hand_raiser(
            email="tom@blue-harbor-logistics.com",
            outcome="won",
            amount="100",
            currency="USD",
            full_name="Tom B",
        ),
    )
    value = figures()["Won value"]

    assert value.value is None
    assert "several currencies" in value.why_not
    assert sorted((part.words, part.value) for part in value.parts) == [("EUR", 100.0), ("USD", 100.0)]


def test_kept_figures_stand_in_the_document_beside_what_people_wrote(cast: Cast) -> None:
    take_in(hand_raiser(outcome="won"))
    told = list(figures().values())
    once = with_baseline(ready_text("b2b_saas"), told, period="all time", on=date(2026, 11, 22))
    twice = with_baseline(once, told, period="all time", on=date(2026, 12, 22))

    checked = check(twice, document=Document, path="draft")
    assert checked.faults == ()
    assert checked.document is not None
    kept = {entry.measure: entry for entry in checked.document.discovery.baseline}
    assert len(checked.document.discovery.baseline) == len(kept)
    assert (kept["Won (of all leads)"].value, kept["Won (of all leads)"].on) == (100.0, "2026-12-22")
    assert kept["Win rate (of closed)"].why_not.startswith("Lost deals")
    assert kept["Offers accepted"].why_not == "Take it before the first change."
