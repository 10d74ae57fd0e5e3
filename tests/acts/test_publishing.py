"""Publishing with leads in flight: they stay, or move by the plan; all of it or nothing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from handraiser import due, flow
from handraiser.document import Document
from handraiser.follow_up.models import Clock
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.process.digests import digest_of
from handraiser.process.in_flight import Plan, PlanRefused, standing
from handraiser.process.models import Settling, State, Version
from handraiser.process.operations import (
    DocumentRefused,
    LiveChanged,
    NotPublishable,
    publish_version,
)
from handraiser.process.queries import document_of, live
from tests.cast import MONDAY, PROCESS, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
TEXT = PROCESS.read_text(encoding="utf-8")
# The marketing qualified lead has another key; nothing else is different.
RENAMED = (
    TEXT.replace("key: mql, title: MQL", "key: warm, title: Warm lead")
    .replace("next: mql", "next: warm")
    .replace("hand_raiser_stage: mql", "hand_raiser_stage: warm")
    .replace("starts: {stage: mql}", "starts: {stage: warm}")
    .replace("returned_stage: mql", "returned_stage: warm")
)


@pytest.fixture
def cast() -> Cast:
    return hire()


def draft(text: str, state: State = State.REVIEWED) -> Version:
    return Version.objects.create(
        id=new_id(LATER),
        process="Small",
        number="1.75" if state == State.REVIEWED else "1.5",
        state=state,
        text=text,
        digest=digest_of(text),
        created_at=LATER,
    )


def publish(version: Version, plan: Plan, cast: Cast, **said: Any) -> Version:
    return flow.publish(
        version_id=version.id, plan=plan, instead_of=cast.version.id, by=cast.erin.id, at=LATER, **said
    )


def lead_of_jana() -> Lead:
    return Lead.objects.get(person__email="jana.novak@kestrel-analytics.com")


def test_leads_that_stay_go_on_under_the_version_they_are_on(cast: Cast) -> None:
    take_in(hand_raiser())
    version = publish(draft(RENAMED), Plan(), cast)
    lead = lead_of_jana()
    assert (lead.version_id, lead.stage, version.number) == (cast.version.id, "mql", "2.0")
    flow.answer(lead_id=lead.id, question="budget", value="approved", by=cast.anna.id, at=LATER)
    flow.touch(lead_id=lead.id, kind="meeting", by=cast.anna.id, at=LATER + timedelta(minutes=1))
    lead.refresh_from_db()
    assert (lead.stage, lead.version_id) == ("sal", cast.version.id)
    take_in(hand_raiser(email="ida.berg@blue-harbor.com"), at=LATER)
    new = Lead.objects.get(person__email="ida.berg@blue-harbor.com")
    assert (new.stage, new.version_id) == ("warm", version.id)


def test_leads_that_move_stand_in_the_mapped_stage_at_once_and_get_their_clocks_when_they_settle(
    cast: Cast,
) -> None:
    take_in(hand_raiser())
    version = publish(
        draft(RENAMED), Plan(moves={"mql": "warm"}, settle="spread", over=timedelta(hours=2)), cast
    )
    lead = lead_of_jana()
    assert (lead.version_id, lead.stage, lead.owner_id is not None) == (version.id, "warm", True)
    assert not Clock.objects.filter(lead=lead, stopped_at=None, name="first_touch").exists()
    assert due.settle(at=LATER) == 1
    clock = Clock.objects.get(lead=lead, stopped_at=None, name="first_touch")
    assert (clock.stage, clock.version_id) == ("warm", version.id)
    told = Event.objects.get(lead_id=lead.id, kind="lead.version_moved").explanation
    assert (told["from"], told["to"], told["from_version"]) == ("mql", "warm", str(cast.version.id))
    assert Settling.objects.count() == 0


def test_leads_that_settle_quietly_start_no_clock_and_change_no_owner(cast: Cast) -> None:
    take_in(hand_raiser())
    owner = lead_of_jana().owner_id
    publish(draft(RENAMED), Plan(moves={"mql": "warm"}, settle="quiet"), cast)
    clocks = Clock.objects.count()
    assert due.settle(at=LATER) == 1
    lead = lead_of_jana()
    assert (lead.stage, lead.owner_id, Clock.objects.count()) == ("warm", owner, clocks)
    assert Event.objects.filter(lead_id=lead.id, kind="stage.moved", explanation__to="warm").exists()


def test_a_spread_settles_the_leads_one_after_the_other(cast: Cast) -> None:
    for number in range(4):
        take_in(hand_raiser(email=f"jana{number}@kestrel-analytics.com"))
    publish(draft(RENAMED), Plan(moves={"mql": "warm"}, settle="spread", over=timedelta(hours=4)), cast)
    settled = [due.settle(at=LATER + timedelta(hours=hours)) for hours in range(4)]
    assert settled == [1, 1, 1, 1]


def test_a_settled_lead_goes_on_as_far_as_the_new_gates_let_it(cast: Cast) -> None:
    take_in(hand_raiser(inquiry_kind="webinar"))
    assert lead_of_jana().stage == "mql"
    easier = TEXT.replace(
        "{says: Qualified., when: qualified}, {says: A meeting is booked., when: meetings >= 1},", ""
    )
    publish(draft(easier), Plan(moves={"mql": "mql"}), cast)
    due.settle(at=LATER)
    assert (lead_of_jana().stage, lead_of_jana().handoff) == ("sal", "offered")


def test_rolling_back_publishes_the_older_version_again_under_a_new_number(cast: Cast) -> None:
    take_in(hand_raiser())
    second = publish(draft(RENAMED), Plan(moves={"mql": "warm"}), cast)
    back = flow.publish(
        version_id=cast.version.id,
        plan=Plan(moves={"warm": "mql"}),
        instead_of=second.id,
        by=cast.erin.id,
        why="Warm was a bad word",
        at=LATER + timedelta(hours=1),
    )
    assert (back.number, back.text, back.based_on_id) == ("2.1", TEXT, cast.version.id)
    assert (lead_of_jana().stage, lead_of_jana().version_id) == ("mql", back.id)
    told = Event.objects.get(kind="version.published", version_id=back.id)
    assert (told.actor_id, told.explanation["again"], told.explanation["why"]) == (
        cast.erin.id,
        str(cast.version.id),
        "Warm was a bad word",
    )


def test_a_plan_into_a_stage_that_is_not_there_is_refused_and_nothing_has_changed(cast: Cast) -> None:
    take_in(hand_raiser())
    version = draft(RENAMED)
    with pytest.raises(PlanRefused, match="no such stage"):
        publish(version, Plan(moves={"mql": "mql"}), cast)
    version.refresh_from_db()
    assert (version.state, lead_of_jana().version_id) == (State.REVIEWED, cast.version.id)
    assert Version.objects.get(state=State.LIVE) == cast.version


def test_who_planned_against_a_version_that_is_live_no_more_is_refused(cast: Cast) -> None:
    first, second = draft(RENAMED), draft(TEXT + "\n# Another.\n")
    publish(first, Plan(), cast)
    with pytest.raises(LiveChanged, match=r"version 2\.0 is live"):
        publish(second, Plan(), cast)


def test_a_draft_goes_live_unreviewed_only_when_that_is_said_with_a_reason(cast: Cast) -> None:
    version = draft(RENAMED, State.DRAFT)
    with pytest.raises(NotPublishable, match="not reviewed"):
        publish(version, Plan(), cast)
    with pytest.raises(NotPublishable, match="Say why"):
        publish(version, Plan(), cast, unreviewed=True)
    assert publish(version, Plan(), cast, unreviewed=True, why="Urgent").number == "1.1"


def test_a_draft_that_does_not_check_is_never_published(cast: Cast) -> None:
    version = draft(TEXT.replace("next: mql", "next: nowhere"), State.DRAFT)
    with pytest.raises(DocumentRefused):
        publish(version, Plan(), cast, unreviewed=True, why="Urgent")
    assert Version.objects.get(state=State.LIVE) == cast.version


def test_a_lead_whose_version_cannot_be_read_goes_on_under_the_live_one(cast: Cast) -> None:
    take_in(hand_raiser())
    version = publish(draft(RENAMED), Plan(), cast)
    _break(cast.version.id)
    flow.touch(lead_id=lead_of_jana().id, kind="call", by=cast.anna.id, at=LATER)
    lead = lead_of_jana()
    assert (lead.version_id, lead.stage) == (version.id, "suspect")


def test_leads_in_flight_are_counted_by_version_and_stage(cast: Cast) -> None:
    take_in(hand_raiser(), hand_raiser(email="ida.berg@blue-harbor.com", inquiry_kind=None))
    version = draft(RENAMED)
    counted = {(one.version_id, one.stage): one.leads for one in standing(besides=version.id)}
    assert counted == {(cast.version.id, "mql"): 1, (cast.version.id, "prospect"): 1}


def test_a_version_published_twice_at_once_is_published_once(cast: Cast) -> None:
    version = draft(RENAMED)
    publish(version, Plan(), cast)
    with pytest.raises(NotPublishable, match="live already"):
        publish_version(
            version_id=version.id,
            document=type("Unused", (), {}),
            instead_of=cast.version.id,
            at=LATER,
            by=cast.erin.id,
        )


def _break(version_id: UUID) -> None:
    from handraiser.process import queries

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE process_version DISABLE TRIGGER process_version_kept")
        cursor.execute("UPDATE process_version SET text = 'process: [' WHERE id = %s", [version_id])
        cursor.execute("ALTER TABLE process_version ENABLE TRIGGER process_version_kept")
    queries._read.clear()


def test_the_live_version_is_told_by_its_new_number_where_it_was_read_before(cast: Cast) -> None:
    version = draft(RENAMED)
    assert document_of(version.id, Document).stages
    publish(version, Plan(), cast)
    now, _ = live(Document)
    assert (now.id, now.number, now.state) == (version.id, "2.0", State.LIVE)
