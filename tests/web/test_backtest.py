"""The screen of backtests: begun, run by the worker, read lead by lead, called off, deleted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from handraiser.backtest import operations, work
from handraiser.backtest.models import Run, RunLead, State
from handraiser.process.drafts import begin_draft
from handraiser.process.models import Version
from handraiser.staff.models import User
from tests.cast import MONDAY, PROCESS, Cast, hand_raiser, take_in


@pytest.fixture
def draft(cast: Cast) -> Version:
    take_in(hand_raiser())
    text = PROCESS.read_text(encoding="utf-8").replace("  hand_raiser_stage: mql\n", "")
    return begin_draft(text=text, at=MONDAY)


@pytest.fixture
def erin(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.erin)


def begun(client: Client, draft: Version, cast: Cast) -> Run:
    client.post(f"/process/versions/{draft.id}/backtests", {"against": str(cast.version.id)})
    return Run.objects.get()


def test_a_backtest_is_begun_run_and_read(erin: Client, draft: Version, cast: Cast) -> None:
    run = begun(erin, draft, cast)
    address = f"/process/backtests/{run.id}"
    assert "Waits for a worker" in erin.get(address).content.decode()
    work.carry_out(run_id=run.id, now=timezone.now)
    page = erin.get(address).content.decode()
    assert "Of 1 leads 1 would stand elsewhere: 1 come less far." in page
    leads = erin.get(f"{address}/leads?movement=down").content.decode()
    assert "Jana Novak" in leads
    assert "Jana Novak" not in erin.get(f"{address}/leads?movement=up").content.decode()
    lead = erin.get(f"{address}/leads/0").content.decode()
    assert "a hand-raiser takes the fast path" in lead
    assert "first touch: set" in lead


def test_the_report_is_there_for_programs_and_printers(erin: Client, draft: Version, cast: Cast) -> None:
    run = begun(erin, draft, cast)
    work.carry_out(run_id=run.id, now=timezone.now)
    assert erin.get(f"/process/backtests/{run.id}/report.json").json()["movements"] == {"down": 1}
    assert b"<!doctype html>" in erin.get(f"/process/backtests/{run.id}/report.html").content


def test_a_run_that_was_called_off_leaves_nothing(erin: Client, draft: Version, cast: Cast) -> None:
    run = begun(erin, draft, cast)
    erin.post(f"/process/backtests/{run.id}/cancellation")
    work.carry_out(run_id=run.id, now=timezone.now)
    run.refresh_from_db()
    assert run.state == State.CANCELLED
    assert not RunLead.objects.exists()


def test_a_killed_worker_leaves_no_half_result_and_another_begins_anew(
    erin: Client, draft: Version, cast: Cast
) -> None:
    run = begun(erin, draft, cast)
    Run.objects.filter(id=run.id).update(state=State.RUNNING, seen_at=timezone.now())
    assert operations.mark_broken(at=timezone.now() + timedelta(minutes=5)) == 1
    page = erin.get(f"/process/backtests/{run.id}").content.decode()
    assert "It broke off" in page
    assert "would stand elsewhere" not in page
    work.carry_out(run_id=run.id, now=timezone.now)
    run.refresh_from_db()
    assert run.state == State.DONE
    assert RunLead.objects.count() == 1


def test_a_deleted_run_goes_with_its_leads(erin: Client, draft: Version, cast: Cast) -> None:
    run = begun(erin, draft, cast)
    work.carry_out(run_id=run.id, now=timezone.now)
    erin.post(f"/process/backtests/{run.id}/deletion")
    assert not Run.objects.exists()
    assert not RunLead.objects.exists()


def test_mallory_may_not_begin_one(draft: Version, cast: Cast, sign_in: Callable[[User], Client]) -> None:
    mallory = sign_in(cast.mallory)
    mallory.post(f"/process/versions/{draft.id}/backtests", {"against": str(cast.version.id)})
    assert not Run.objects.exists()


def test_a_draft_that_does_not_check_is_not_tried(erin: Client, cast: Cast) -> None:
    faulty = begin_draft(text="process: {name: Small}\nstages: []", at=MONDAY)
    erin.post(f"/process/versions/{faulty.id}/backtests", {"against": str(cast.version.id)})
    assert not Run.objects.exists()
