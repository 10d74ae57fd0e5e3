"""Every number of a backtest leads to the leads behind it, and to as many."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from handraiser import flow
from handraiser.backtest import operations, work
from handraiser.backtest.models import Run
from handraiser.backtest.scope import Scope
from handraiser.lead.models import Lead
from handraiser.process.drafts import begin_draft
from handraiser.staff.models import User
from tests.cast import MONDAY, PROCESS, Cast, hand_raiser, take_in

NUMBER = re.compile(r'<a href="(/process/backtests/[^"]+/leads\?[^"]+)">([\d,]+)</a>')


@pytest.fixture
def erin(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.erin)


@pytest.fixture
def run(cast: Cast) -> Run:
    take_in(
        hand_raiser(),
        hand_raiser(email="leo@blue-harbor.com", company_name="Blue Harbor Logistics"),
        hand_raiser(email="mia@kestrel-analytics.com", company_name="Kestrel Analytics", title="Intern"),
    )
    lead = Lead.objects.order_by("id")[0]
    flow.recycle(lead_id=lead.id, reason="not_ready", by=cast.erin.id, at=MONDAY + timedelta(hours=1))
    text = PROCESS.read_text(encoding="utf-8").replace("  hand_raiser_stage: mql\n", "")
    draft = begin_draft(text=text, at=MONDAY)
    run = operations.keep_run(
        version_id=draft.id, against_id=cast.version.id, scope=Scope(), by=None, at=timezone.now()
    )
    work.carry_out(run_id=run.id, now=timezone.now)
    return run


def test_every_number_leads_to_as_many_leads(erin: Client, run: Run) -> None:
    numbers = NUMBER.findall(erin.get(f"/process/backtests/{run.id}").content.decode())
    asked = set()
    for address, count in numbers:
        page = erin.get(unescape(address)).content.decode()
        assert f"<h1>{count} lead{'' if count == '1' else 's'}</h1>" in page, address
        asked |= set(parse_qs(urlsplit(unescape(address)).query))
    # One lead has one clock of a name here, and is assigned once, so that each number is one of leads.
    assert asked >= {"movement", "base", "draft", "stage", "to", "clock", "grade", "band", "rule", "owner"}
    assert asked >= {"team", "week"}


def test_the_list_says_which_leads_these_are(erin: Client, run: Run, cast: Cast) -> None:
    page = erin.get(f"/process/backtests/{run.id}/leads?side=base&clock=first_touch&fate=breached")
    assert "with a broken clock first touch under version 1.0" in page.content.decode()


@pytest.mark.parametrize(
    "asked", ["side=other&grade=A", "side=base&owner=x", "side=base&week=soon", "side=base&band=x"]
)
def test_an_address_that_no_number_leads_to_is_not_found(erin: Client, run: Run, asked: str) -> None:
    assert erin.get(f"/process/backtests/{run.id}/leads?{asked}").status_code == 404


def test_the_report_speaks_of_stages_by_their_titles(erin: Client, run: Run) -> None:
    page = erin.get(f"/process/backtests/{run.id}").content.decode()
    part = page.split('id="part-elsewhere"')[1].split("</table>")[0]
    assert "<td>mql</td>" not in part
    assert "<td>MQL</td>" in part
