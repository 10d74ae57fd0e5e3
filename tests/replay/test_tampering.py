"""What was changed behind the ledger's back is found, and named."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from handraiser import flow
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.replay.replay import replay
from handraiser.replay.report import Report
from handraiser.replay.verdict import Cause
from handraiser.score.operations import Seen
from handraiser.staff.models import Roster
from handraiser.staff.rosters import digest_under, kept
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    made = hire()
    take_in(hand_raiser())
    lead = Lead.objects.get()
    seen = Seen(kind="page_viewed", at=LATER, person_id=lead.person_id, properties={"page": "/pricing"})
    flow.see(seen=[seen], at=LATER)
    assert replay().different == 0
    with connection.cursor() as cursor:
        # The database refuses to change the ledger; who tampers takes that away first.
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
    return made


def tamper(kind: str, path: list[str], value: object) -> None:
    """Change one member of the explanation of every event of the kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_event SET explanation = jsonb_set(explanation, %s, %s::jsonb) WHERE kind = %s",
            [path, json.dumps(value), kind],
        )
        assert cursor.rowcount


def only_difference(report: Report) -> tuple[str, str]:
    assert report.different == len(report.differences) == 1
    return report.differences[0].kind, report.differences[0].cause


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("lead.graded", ["grade"], "F"),
        ("lead.graded", ["inputs", "country"], "US"),
        ("lead.graded", ["rules", "0", "points"], 21),
        ("lead.scored", ["score"], 99.0),
        ("stage.moved", ["to"], "sal"),
        ("stage.moved", ["new_kinds"], []),
        ("lead.assigned", ["owner_id"], 0),
        ("lead.assigned", ["inputs", "country"], "US"),
        ("clock.started", ["clocks", "0", "due_at"], "2026-11-24T09:00:00+00:00"),
        ("clock.started", ["found", "captured_at"], "2026-11-20T09:00:00+00:00"),
        ("person.identified", ["person_new"], False),
        ("person.identified", ["holders"], ["01a20170-9f81-70f6-ac7a-e76b0ca59748", None, None]),
        ("clock.started", ["found"], "nonsense"),
        ("lead.graded", ["inputs"], {}),
    ],
)
def test_an_explanation_that_was_changed_differs(
    cast: Cast, kind: str, path: list[str], value: object
) -> None:
    tamper(kind, path, value)
    assert only_difference(replay()) == (kind, Cause.OTHER_RESULT)


def test_a_turn_that_was_changed_gives_the_lead_to_somebody_else(cast: Cast) -> None:
    take_in(hand_raiser(email="mats@blue-harbor.com", company_name="Blue Harbor Logistics"), at=LATER)
    second = Event.objects.filter(kind="lead.assigned").latest("at")
    (rota,) = second.explanation["desk"]["turns"]
    turns = {key: -value for key, value in second.explanation["desk"]["turns"][rota].items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_event SET explanation = jsonb_set(explanation, %s, %s::jsonb) WHERE id = %s",
            [["desk", "turns", rota], json.dumps(turns), second.id],
        )
    report = replay()
    assert only_difference(report) == ("lead.assigned", Cause.OTHER_RESULT)
    assert report.differences[0].lead == str(second.lead_id)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE score_behaviour SET properties = '{\"page\": \"/blog\"}' WHERE kind = 'page_viewed'",
        "UPDATE score_behaviour SET at = at - interval '1 second' WHERE kind = 'page_viewed'",
        "DELETE FROM score_behaviour WHERE kind = 'page_viewed'",
    ],
)
def test_behaviour_that_was_changed_or_deleted_is_named(cast: Cast, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(change)
        assert cursor.rowcount == 1
    assert only_difference(replay()) == ("lead.scored", Cause.BEHAVIOUR_CHANGED)


def test_behaviour_that_came_to_light_later_changes_nothing(cast: Cast) -> None:
    person, long_ago = Lead.objects.get().person_id, MONDAY - timedelta(days=3)
    flow.see(seen=[Seen(kind="webinar", at=long_ago, person_id=person)], at=LATER + timedelta(days=1))
    assert Event.objects.filter(kind="lead.scored").count() == 2
    assert replay().different == 0


def test_a_text_that_was_changed_is_named_with_its_version(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE process_version DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE process_version SET text = replace(text, 'points: 20', 'points: 10') WHERE id = %s",
            [cast.version.id],
        )
    report = replay()
    assert set(report.causes) == {Cause.TEXT_TAMPERED}
    assert report.different == report.checked
    assert cast.version.number in report.differences[0].detail


def test_a_version_that_cannot_be_read_is_named_and_skipped_and_counted(cast: Cast) -> None:
    Event.objects.filter(kind="lead.graded").update(version_id=new_id())
    report = replay()
    assert (report.different, report.not_replayable) == (0, 1)
    (why,) = report.why_not
    assert why.startswith("lead.graded: version unreadable, there is no version")


def test_an_old_event_and_an_unknown_kind_are_counted_as_not_replayable(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_event SET explanation = explanation - 'seen' WHERE kind = 'lead.scored'"
        )
        cursor.execute("UPDATE ledger_event SET kind = 'lead.enchanted' WHERE kind = 'stage.moved'")
    report = replay()
    assert report.different == 0
    assert dict(report.why_not) == {
        "lead.scored: inputs missing, an old event without 'seen'": 1,
        "lead.enchanted: unknown kind": 1,
    }


def test_other_calendar_data_is_the_cause_where_times_differ(cast: Cast) -> None:
    tamper("clock.started", ["clocks", "0", "due_at"], "2026-11-24T09:00:00+00:00")
    roster = Roster.objects.get()
    assert replay().differences[0].cause == Cause.OTHER_RESULT
    # As if the decision had been made with another edition of the holidays.
    found, other = kept(roster.digest), {"holidays": "0.1", "tzdata": "2020.1"}
    assert found is not None
    digest, told = digest_under(found[0], other), {**roster.told, "calendars": other}
    Roster.objects.filter(id=roster.id).update(told=told, digest=digest)
    for kind in ("clock.started", "lead.assigned"):
        tamper(kind, ["staff"], digest)
    assert only_difference(replay()) == ("clock.started", Cause.CALENDAR_CHANGED)


def test_a_roster_that_was_changed_is_not_believed(cast: Cast) -> None:
    roster = Roster.objects.get()
    Roster.objects.filter(id=roster.id).update(told={**roster.told, "members": roster.told["members"][1:]})
    report = replay()
    assert report.different == 0
    assert set(report.why_not) == {
        "clock.started: inputs missing, the staff of then is not kept",
        "lead.assigned: inputs missing, the staff of then is not kept",
    }
