"""A sample is the same at every run, and colleagues stay together in it."""

from datetime import timedelta

import pytest

from handraiser.backtest.scope import Scope, chunks, extent
from handraiser.lead.models import Person
from tests.cast import MONDAY, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)
COMPANIES = 24


@pytest.fixture(autouse=True)
def colleagues() -> None:
    """Two people of each company."""
    hire()
    take_in(
        *(
            hand_raiser(
                email=f"{name}@harbor-{number}.com",
                company_name=f"Harbor {number}",
                first_name=name.title(),
                last_name=f"Harbor{number}",
            )
            for number in range(COMPANIES)
            for name in ("jana", "leo")
        )
    )


def chosen(sample: int | None, *, people: int = 1_000) -> set[str]:
    lots = chunks(Scope(sample=sample), horizon=LATER, whole=extent(horizon=LATER), people=people)
    return {who for lot in lots for who, _ in lot}


def test_a_sample_is_the_same_at_every_run_however_it_is_cut() -> None:
    first = chosen(24)
    assert 0 < len(first) < 2 * COMPANIES
    assert chosen(24) == first
    assert chosen(24, people=5) == first


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert chosen(12) <= chosen(24) <= chosen(36) <= chosen(None)
    assert len(chosen(None)) == 2 * COMPANIES


def test_colleagues_stay_together() -> None:
    company = {str(person.id): person.company_id for person in Person.objects.all()}
    here = {company[who] for who in chosen(24)}
    assert {who for who, where in company.items() if where in here} == chosen(24)
