"""Each version in a process of its own comes to what one process comes to, and leaves no process behind."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from handraiser import flow
from handraiser.backtest.apart import Apart, ProcessBroke
from handraiser.backtest.candidates import base_of
from handraiser.backtest.halves import Lot, Progress
from handraiser.backtest.lots import lots
from handraiser.backtest.moments import Candidate
from handraiser.backtest.run import backtest
from handraiser.backtest.scope import Scope, extent
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.staff.queries import snapshot
from tests.cast import MONDAY, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
END = MONDAY + timedelta(days=30)


class CalledOff(Exception):
    """Raised by progress, as when somebody cancels."""


def stricter() -> Candidate:
    """The live version with other points for behaviour."""
    live = base_of(None)
    score = live.document.score
    rules = tuple(rule.model_copy(update={"points": rule.points / 2}) for rule in score.rules)
    document = live.document.model_copy(update={"score": score.model_copy(update={"rules": rules})})
    return Candidate(new_id(), "stricter", document)


def story() -> None:
    """Three people of two companies, one of whom is called and comes back."""
    hire()
    take_in(
        hand_raiser(),
        hand_raiser(email="leo@blue-harbor.com", company_name="Blue Harbor Logistics"),
        hand_raiser(
            email="mia@blue-harbor.com", company_name="Blue Harbor Logistics", inquiry_kind="webinar"
        ),
    )
    lead = Lead.objects.order_by("id")[0]
    flow.touch(lead_id=lead.id, kind="call", by=None, at=MONDAY + timedelta(hours=1))
    take_in(hand_raiser(inquiry_kind="webinar"), at=MONDAY + timedelta(days=3))


def tried(*, apart: bool) -> tuple[pl.DataFrame, dict[str, Any], list[float]]:
    """Rows, report and progress of a backtest in chunks of one person."""
    rows: list[pl.DataFrame] = []
    parts: list[float] = []
    report = backtest(
        draft=stricter(),
        base=base_of(None),
        scope=Scope(),
        at=END,
        people=1,
        write=rows.append,
        progress=parts.append,
        apart=apart,
    )
    told = report.as_json()
    told.pop("seconds")
    told["draft"].pop("version_id")
    return pl.concat(rows), told, parts


def test_versions_in_processes_of_their_own_come_to_the_same() -> None:
    story()
    rows, told, _ = tried(apart=False)
    apart, told_apart, parts = tried(apart=True)
    assert rows.height == 3
    assert apart.equals(rows)
    assert told_apart == told
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


def test_who_calls_it_off_ends_the_processes() -> None:
    story()
    live = base_of(None)

    def stop(part: float) -> None:
        raise CalledOff

    sides = Apart((live, live), snapshot(), END)
    with sides:
        assert sides.running == 2
        with pytest.raises(CalledOff):
            list(sides.over(read(live, stop)))
    assert sides.running == 0


def test_a_process_that_breaks_breaks_the_backtest() -> None:
    story()
    live = base_of(None)
    faulty = [replace(lot, moments=lot.moments.drop("what")) for lot in read(live, lambda part: None)]
    with Apart((live, live), snapshot(), END) as sides, pytest.raises(ProcessBroke):
        list(sides.over(faulty))


def read(live: Candidate, progress: Progress) -> list[Lot]:
    """All of history in one lot."""
    return list(
        lots((live, live), Scope(), whole=extent(horizon=END), at=END, people=1_000, progress=progress)
    )
