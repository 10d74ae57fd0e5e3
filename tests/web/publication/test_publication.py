"""Publishing on screen: the plan is shown, tried, and done in one step."""

from collections.abc import Callable

from django.test import Client

from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.process.models import State, Version
from handraiser.staff.models import User
from tests.acts.test_publishing import RENAMED, TEXT, draft
from tests.cast import Cast, hand_raiser, take_in
from tests.web.pilot.test_pilot import begun


def address(version: Version) -> str:
    return f"/process/versions/{version.id}/publication"


def filled(cast: Cast, **said: str) -> dict[str, str]:
    return {
        "instead_of": str(cast.version.id),
        "settle": "spread",
        "over": "8",
        "why": "Better words",
        **said,
    }


def test_the_screen_proposes_where_leads_in_flight_go_on(cast: Cast, erin: Client) -> None:
    take_in(hand_raiser())
    page = erin.get(address(draft(RENAMED)))
    assert page.context["in_flight"] == 1
    [(line, field)] = page.context["form"].moves()
    assert (line.title, line.leads, field.initial) == ("MQL", 1, "warm")


def test_what_would_happen_is_tried_on_the_leads_and_nothing_is_written(cast: Cast, erin: Client) -> None:
    take_in(hand_raiser())
    version = draft(RENAMED)
    said = erin.post(f"{address(version)}/outlook", filled(cast, move_mql="warm")).content.decode()
    assert "MQL to Warm lead" in said
    assert "A new promise on the clock" in said
    assert "Jana Novak" in said
    assert Lead.objects.get().stage == "mql"
    version.refresh_from_db()
    assert version.state == State.REVIEWED


def test_publishing_is_one_step_with_the_plan(cast: Cast, erin: Client) -> None:
    take_in(hand_raiser())
    version = draft(RENAMED)
    answer = erin.post(address(version), filled(cast, move_mql="warm"), follow=True)
    assert "Version 2.0 is live." in answer.content.decode()
    assert (Lead.objects.get().stage, Lead.objects.get().version_id) == ("warm", version.id)


def test_where_no_lead_is_in_flight_no_plan_is_asked(cast: Cast, erin: Client) -> None:
    version = draft(RENAMED)
    asked = erin.get(address(version)).context["form"].fields
    assert set(asked) == {"why", "instead_of", "unreviewed"}
    answer = erin.post(address(version), {"instead_of": str(cast.version.id), "why": "Better words"})
    assert answer.status_code == 302


def test_the_second_of_two_who_publish_at_once_is_told_what_is_live_now(cast: Cast, erin: Client) -> None:
    first, second = draft(RENAMED), draft(TEXT + "\n# Another.\n")
    erin.post(address(first), filled(cast))
    answer = erin.post(address(second), filled(cast))
    assert answer.status_code == 422
    assert "Meanwhile version 2.0 is live" in answer.content.decode()
    # The page shows now what is live; from there one may go on.
    seen = answer.context["form"]["instead_of"].value()
    assert seen == str(first.id)
    assert erin.post(address(second), filled(cast, instead_of=seen)).status_code == 302


def test_what_a_version_is_for_outlives_why_it_went_live(cast: Cast, erin: Client) -> None:
    version = draft(RENAMED)
    version.note = "Faster first calls"
    version.save()
    erin.post(address(version), filled(cast))
    version.refresh_from_db()
    assert version.note == "Faster first calls"
    told = Event.objects.get(kind="version.published", version_id=version.id)
    assert told.explanation["why"] == "Better words"


def test_a_second_press_finds_the_version_live(cast: Cast, erin: Client) -> None:
    version = draft(RENAMED)
    erin.post(address(version), filled(cast))
    again = erin.post(address(version), filled(cast))
    assert "This version is live" in again.content.decode()
    assert Version.objects.filter(published_at__isnull=False).count() == 2


def test_a_version_in_a_pilot_is_promoted_there_and_not_published_beside_it(cast: Cast, erin: Client) -> None:
    pilot = begun(erin)
    page = erin.get(address(pilot.version)).content.decode()
    assert f"/process/pilots/{pilot.id}/end?how=promoted" in page
    refused = erin.post(address(pilot.version), filled(cast))
    assert refused.status_code == 422
    assert "End it first: promote its version, or drop it." in refused.content.decode()
    pilot.refresh_from_db()
    assert (pilot.ended_at, pilot.version.state) == (None, State.PILOT)


def test_a_draft_needs_the_tick_that_it_goes_live_unreviewed(cast: Cast, erin: Client) -> None:
    version = draft(RENAMED, State.DRAFT)
    assert "not reviewed by its panel" in erin.post(address(version), filled(cast)).content.decode()
    assert erin.post(address(version), filled(cast, unreviewed="on")).status_code == 302


def test_what_does_not_check_shows_its_faults_instead_of_a_button(cast: Cast, erin: Client) -> None:
    version = draft(TEXT.replace("next: mql", "next: nowhere"), State.DRAFT)
    page = erin.get(address(version)).content.decode()
    assert "It cannot be published yet" in page
    assert "nowhere" in page
    assert erin.post(address(version), filled(cast, unreviewed="on")).status_code == 200
    assert Version.objects.get(state=State.LIVE) == cast.version


def test_an_older_version_is_published_again(cast: Cast, erin: Client) -> None:
    version = draft(RENAMED)
    erin.post(address(version), filled(cast))
    page = erin.get(address(cast.version)).content.decode()
    assert "Back to this version" in page
    answer = erin.post(address(cast.version), {**filled(cast), "instead_of": str(version.id)}, follow=True)
    assert "Version 2.1 is live." in answer.content.decode()


def test_only_who_may_publish_gets_there(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    version = draft(RENAMED)
    for person in (cast.anna, cast.dev, cast.mallory):
        client = sign_in(person)
        assert client.get(address(version)).status_code == 403
        assert client.post(address(version), filled(cast)).status_code == 403
        assert client.post(f"{address(version)}/outlook", filled(cast)).status_code == 403


def test_a_lead_on_another_version_is_shown_with_the_words_of_its_own(cast: Cast, erin: Client) -> None:
    take_in(hand_raiser())
    erin.post(address(draft(RENAMED)), filled(cast))
    page = erin.get(f"/leads/{Lead.objects.get().id}").content.decode()
    assert "MQL" in page
    assert erin.get("/leads").status_code == 200
    assert erin.get("/worklist").status_code == 200
