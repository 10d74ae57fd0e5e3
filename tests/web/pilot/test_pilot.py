"""A pilot on screen: begun, watched, ended."""

from collections.abc import Callable

from django.test import Client

from handraiser.lead.models import Lead
from handraiser.process.models import Pilot, State, Version
from handraiser.staff.models import User
from tests.acts.test_piloting import people
from tests.acts.test_publishing import RENAMED, draft
from tests.cast import Cast, take_in

GUARDS = {f"guard_{number}_{part}": "" for number in (1, 2, 3) for part in ("measure", "share", "leads")}
GUARDS |= {f"guard_{number}_side": "above" for number in (1, 2, 3)}
FILLED = {
    **GUARDS,
    "share": "50",
    "condition": "",
    "team": "",
    "measure": "accepted",
    "least_difference": "5",
    "why": "To see",
}


def begun(client: Client, **said: object) -> Pilot:
    version = draft(RENAMED)
    answer = client.post(f"/process/versions/{version.id}/pilot", {**FILLED, **said})
    assert answer.status_code == 302, answer.content.decode()
    return Pilot.objects.get(version=version)


def test_without_a_pilot_the_screen_says_how_to_begin_one(cast: Cast, erin: Client) -> None:
    assert "No pilot runs" in erin.get("/process/pilot").content.decode()
    version = draft(RENAMED)
    assert f"/process/versions/{version.id}/pilot" in erin.get("/process/pilot").content.decode()


def test_a_pilot_is_begun_with_its_cohort_its_measure_and_its_guard_rails(cast: Cast, erin: Client) -> None:
    pilot = begun(
        erin,
        condition="country = 'DE'",
        people=[str(cast.anna.id)],
        guard_1_measure="rejected",
        guard_1_share="40",
        guard_1_leads="20",
    )
    assert (pilot.share, pilot.condition, pilot.people) == (0.5, "country = 'DE'", [cast.anna.id])
    assert pilot.guards == [{"measure": "rejected", "side": "above", "share": 0.4, "leads": 20}]
    assert pilot.sample > 100


def test_the_dashboard_says_that_it_is_too_early_and_links_to_the_leads_of_each_arm(
    cast: Cast, erin: Client
) -> None:
    pilot = begun(erin)
    take_in(*people(20))
    page = erin.get("/process/pilot").content.decode()
    assert "too early to tell" in page
    listed = erin.get(f"/leads?arm={pilot.id}:pilot").context
    assert listed is not None
    assert f"/leads?arm={pilot.id}:pilot" in page
    assert Lead.objects.filter(version_id=pilot.version_id).exists()


def test_a_cohort_that_cannot_work_is_told_on_the_form(cast: Cast, erin: Client) -> None:
    version = draft(RENAMED)
    answer = erin.post(f"/process/versions/{version.id}/pilot", {**FILLED, "condition": "score > 5"})
    assert answer.status_code == 422
    assert "decided only after" in answer.content.decode()
    answer = erin.post(
        f"/process/versions/{version.id}/pilot", {**FILLED, "guard_1_measure": "won", "share": "500"}
    )
    assert answer.status_code == 422


def test_a_pilot_is_promoted_with_a_plan(cast: Cast, erin: Client) -> None:
    pilot = begun(erin)
    take_in(*people(12))
    page = erin.get(f"/process/pilots/{pilot.id}/end?how=promoted")
    assert [line.stage for line, _ in page.context["form"].moves()] == ["mql"]
    plan = {"how": "promoted", "settle": "quiet", "over": "8", "why": "It works", "move_mql": "warm"}
    erin.post(f"/process/pilots/{pilot.id}/end", plan)
    assert Version.objects.get(state=State.LIVE).id == pilot.version_id
    assert set(Lead.objects.values_list("stage", flat=True)) == {"warm"}
    assert "promoted" in erin.get(f"/process/pilots/{pilot.id}").content.decode()


def test_a_pilot_is_dropped_and_its_leads_go_back(cast: Cast, erin: Client) -> None:
    pilot = begun(erin)
    take_in(*people(12))
    plan = {"how": "dropped", "settle": "quiet", "over": "8", "why": "No better", "move_warm": "mql"}
    erin.post(f"/process/pilots/{pilot.id}/end", plan)
    assert set(Lead.objects.values_list("version_id", flat=True)) == {cast.version.id}


def test_a_pilot_that_no_lead_has_entered_is_dropped_without_a_plan(cast: Cast, erin: Client) -> None:
    pilot = begun(erin)
    # What the page asks, where nobody is in flight.
    answer = erin.post(f"/process/pilots/{pilot.id}/end", {"how": "dropped", "why": "Only a try"})
    assert answer.status_code == 302
    pilot.refresh_from_db()
    assert pilot.ended_how == "dropped"


def test_a_pilot_that_is_over_is_ended_by_nobody_again_and_that_is_said(cast: Cast, erin: Client) -> None:
    pilot = begun(erin)
    plan = {"how": "dropped", "settle": "quiet", "over": "8", "why": "No better"}
    end = f"/process/pilots/{pilot.id}/end"
    erin.post(end, plan)
    for again in (erin.post(end, plan, follow=True), erin.get(f"{end}?how=promoted", follow=True)):
        assert "This pilot is over: it was dropped on" in again.content.decode()
    assert erin.get(f"{end}?how=nonsense").status_code == 404
    pilot.refresh_from_db()
    assert pilot.ended_how == "dropped"


def test_a_pilot_that_is_begun_twice_runs_once_and_the_second_is_told(cast: Cast, erin: Client) -> None:
    pilot = begun(erin)
    again = erin.post(f"/process/versions/{pilot.version_id}/pilot", FILLED)
    assert again.status_code == 422
    assert "runs already" in again.content.decode()
    assert Pilot.objects.count() == 1


def test_everybody_may_watch_and_only_who_publishes_may_begin_or_end(
    cast: Cast, erin: Client, sign_in: Callable[[User], Client]
) -> None:
    pilot = begun(erin)
    for person in (cast.anna, cast.dev, cast.mallory):
        client = sign_in(person)
        assert client.get("/process/pilot").status_code == 200
        assert client.get(f"/process/versions/{pilot.version_id}/pilot").status_code == 403
        assert client.post(f"/process/pilots/{pilot.id}/end", {"how": "dropped"}).status_code == 403
