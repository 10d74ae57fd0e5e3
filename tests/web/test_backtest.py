"""The screen of backtests: begun, run by the worker, read lead by lead, called off, deleted."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from handraiser.backtest import operations, work
from handraiser.backtest.candidates import of_draft
from handraiser.backtest.models import Run, RunLead, State
from handraiser.process.drafts import begin_draft, save_draft
from handraiser.process.models import Version
from handraiser.staff.models import User
from tests.cast import MONDAY, PROCESS, Cast, hand_raiser, take_in

SPOILT = PROCESS.read_text(encoding="utf-8").replace("points: 25,", "points: many,")


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
    assert "Of 1 lead 1 would stand elsewhere: 1 gets less far." in page
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


def test_of_a_draft_with_faults_the_valid_part_is_tried_and_the_rest_is_named(
    erin: Client, draft: Version, cast: Cast
) -> None:
    faulty = begin_draft(text=SPOILT.replace("  hand_raiser_stage: mql\n", ""), at=MONDAY)
    before = erin.get(f"/process/versions/{faulty.id}/backtests").content.decode()
    assert "only its valid part can be tried: <b>score</b> as in version 1.0" in before
    run = begun(erin, faulty, cast)
    work.carry_out(run_id=run.id, now=timezone.now)
    page = erin.get(f"/process/backtests/{run.id}").content.decode()
    assert "Only a part of the draft was tried" in page
    assert "tried as it is in version 1.0." in page
    line = SPOILT.replace("  hand_raiser_stage: mql\n", "").splitlines().index("score:") + 3
    assert f'<a href="/process/drafts/{faulty.id}/text#L{line}">Line {line}: score.rules[0].points' in page
    # The valid part is the draft's: nobody takes the fast path.
    assert "Of 1 lead 1 would stand elsewhere: 1 gets less far." in page
    assert erin.get(f"/process/backtests/{run.id}/report.json").json()["replaced"] == ["score"]
    assert "Only a part" in erin.get(f"/process/backtests/{run.id}/report.html").content.decode()


def test_the_rest_is_taken_from_the_version_on_which_the_draft_is_based(
    erin: Client, draft: Version, cast: Cast
) -> None:
    older = begin_draft(
        text=PROCESS.read_text(encoding="utf-8").replace("points: 25,", "points: 3,"), at=MONDAY
    )
    faulty = begin_draft(text=SPOILT, based_on=older.id, at=MONDAY)
    assert of_draft(faulty).document.score.rules[0].points == 3
    # A version that is gone or does not check itself cannot lend anything: then it is the live one.
    save_draft(version_id=older.id, text="stages: [", revision=older.revision, at=MONDAY)
    tried = of_draft(faulty)
    assert (tried.document.score.rules[0].points, tried.replaced_from) == (25, cast.version.number)


def test_a_text_that_is_no_document_is_refused_on_the_form_in_words(erin: Client, cast: Cast) -> None:
    faulty = begin_draft(text="stages: [", at=MONDAY)
    answer = erin.post(f"/process/versions/{faulty.id}/backtests", {"against": str(cast.version.id)})
    assert answer.status_code == 422
    assert "cannot be read as a document" in erin.get(answer.wsgi_request.path).content.decode()
    assert "cannot be read as a document" in answer.content.decode()
    assert not Run.objects.exists()


def test_a_version_to_compare_with_must_be_whole(erin: Client, draft: Version, cast: Cast) -> None:
    faulty = begin_draft(text=SPOILT, at=MONDAY)
    answer = erin.post(f"/process/versions/{draft.id}/backtests", {"against": str(faulty.id)})
    assert "has one fault and cannot be tried" in answer.content.decode()
    assert not Run.objects.exists()


def test_a_run_of_an_earlier_text_says_so_wherever_it_is_shown(
    erin: Client, draft: Version, cast: Cast
) -> None:
    run = begun(erin, draft, cast)
    work.carry_out(run_id=run.id, now=timezone.now)
    every, here = f"/process/versions/{draft.id}/backtests", f"/process/backtests/{run.id}"
    places = (
        here,
        f"{here}/progress",
        f"{here}/leads",
        f"{here}/leads/0",
        f"{here}/report.html",
        f"{here}/report.json",
    )
    for place in (every, *places):
        assert "changed since" not in erin.get(place).content.decode().replace('"changed_since": ""', "")
    text = draft.text.replace("points: 25,", "points: 26,")
    saved = save_draft(version_id=draft.id, text=text, revision=draft.revision, at=timezone.now())
    for place in places:
        assert "This draft was changed since; run it again." in erin.get(place).content.decode()
    assert "changed since" in erin.get(every).content.decode()
    # The very same text is the very same draft, whoever saved it when.
    save_draft(version_id=draft.id, text=draft.text, revision=saved.revision, at=timezone.now())
    assert "changed since" not in erin.get(here).content.decode()


def test_of_a_run_from_before_texts_were_kept_the_time_of_the_save_tells(
    erin: Client, draft: Version, cast: Cast
) -> None:
    run = begun(erin, draft, cast)
    work.carry_out(run_id=run.id, now=timezone.now)
    Run.objects.update(digest="", against_digest="")
    address = f"/process/backtests/{run.id}"
    assert "changed since" not in erin.get(address).content.decode()
    text = draft.text.replace("points: 25,", "points: 26,")
    save_draft(version_id=draft.id, text=text, revision=draft.revision, at=timezone.now())
    assert "changed since" in erin.get(address).content.decode()


def test_a_draft_that_was_changed_while_its_run_waited_is_tried_as_it_is_now(
    erin: Client, draft: Version, cast: Cast
) -> None:
    run = begun(erin, draft, cast)
    text = draft.text.replace("points: 25,", "points: 26,")
    save_draft(version_id=draft.id, text=text, revision=draft.revision, at=timezone.now())
    work.carry_out(run_id=run.id, now=timezone.now)
    run.refresh_from_db()
    assert run.digest == Version.objects.get(id=draft.id).digest
    assert "changed since" not in erin.get(f"/process/backtests/{run.id}").content.decode()


def test_a_run_can_be_run_again_as_it_was_asked_for(erin: Client, draft: Version, cast: Cast) -> None:
    address = f"/process/versions/{draft.id}/backtests"
    erin.post(address, {"against": str(cast.version.id), "since": "2026-01-01", "sample": "1500"})
    run = Run.objects.get()
    work.carry_out(run_id=run.id, now=timezone.now)
    text = draft.text.replace("points: 25,", "points: 26,")
    save_draft(version_id=draft.id, text=text, revision=draft.revision, at=timezone.now())
    page = erin.get(f"/process/backtests/{run.id}").content.decode()
    form = page.split(f'<form method="post" action="{address}"')[1].split("</form>")[0]
    again = dict(re.findall(r'name="(since|until|sample|against)" value="([^"]*)"', form))
    assert again == {"since": "2026-01-01", "sample": "1500", "against": str(cast.version.id)}
    erin.post(address, again)
    assert Run.objects.filter(since=run.since, sample=1500).count() == 2
