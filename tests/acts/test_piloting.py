"""A pilot takes its share of new leads, keeps its control, and ends by promotion, by hand or by a guard rail."""

from datetime import timedelta

import pytest

from handraiser import due, flow
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.process.in_flight import Plan
from handraiser.process.models import Pilot, PilotLead, State, Version
from handraiser.process.operations import NotPublishable
from handraiser.process.piloting import Cohort, Guard, PilotPlan, PilotRefused
from handraiser.staff.operations import change_user
from tests.acts.test_publishing import LATER, RENAMED, TEXT, draft, publish
from tests.cast import Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return hire()


def begin(cast: Cast, cohort: Cohort, guards: tuple[Guard, ...] = (), text: str = RENAMED) -> Pilot:
    return flow.begin_pilot(
        version_id=draft(text).id,
        plan=PilotPlan(cohort=cohort, measure="accepted", least_difference=0.05, sample=100, guards=guards),
        why="To see whether warm is warmer",
        by=cast.erin.id,
        at=LATER,
    )


def people(count: int, **said: object) -> list[dict[str, object]]:
    return [
        hand_raiser(email=f"jana{number}@firm{number}.com", company_name=f"Firm {number}", **said)
        for number in range(count)
    ]


def test_a_share_of_new_leads_runs_under_the_pilot_and_the_others_under_the_live_version(cast: Cast) -> None:
    pilot = begin(cast, Cohort(share=0.5))
    take_in(*people(60), at=LATER)
    arms = dict(PilotLead.objects.values_list("lead_id", "arm"))
    assert len(arms) == 60
    piloted = Lead.objects.filter(version_id=pilot.version_id)
    assert {lead.id for lead in piloted} == {lead for lead, arm in arms.items() if arm == "pilot"}
    assert 15 <= piloted.count() <= 45
    assert {lead.stage for lead in piloted} == {"warm"}
    assert {lead.stage for lead in Lead.objects.filter(version_id=cast.version.id)} == {"mql"}
    told = Event.objects.filter(kind="lead.piloted")
    assert {event.explanation["arm"] for event in told} == {"pilot", "control"}


def test_a_person_and_the_company_stay_in_their_arm(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5))
    firm = "Blue Harbor Logistics"
    take_in(
        *(hand_raiser(email=f"p{number}@blue-harbor.com", company_name=firm) for number in range(12)),
        at=LATER,
    )
    assert len(set(PilotLead.objects.values_list("arm", flat=True))) == 1


def test_only_leads_for_which_the_condition_holds_take_part(cast: Cast) -> None:
    begin(cast, Cohort(share=0.9, condition="country = 'AT'"))
    take_in(*people(10), hand_raiser(email="eva@wien.at", company_name="Wien AG", country="AT"), at=LATER)
    assert PilotLead.objects.count() == 1


def test_people_who_pilot_get_the_pilots_leads_and_the_others_the_rest(cast: Cast) -> None:
    pilot = begin(cast, Cohort(share=0.5, people=(cast.anna.id,)))
    take_in(*people(40), at=LATER)
    owners = set(Lead.objects.values_list("version_id", "owner_id"))
    assert owners == {(pilot.version_id, cast.anna.id), (cast.version.id, cast.ben.id)}


def test_promoting_publishes_the_version_and_moves_the_leads_of_the_control_as_planned(cast: Cast) -> None:
    pilot = begin(cast, Cohort(share=0.5))
    take_in(*people(20), at=LATER)
    version = flow.promote_pilot(
        pilot_id=pilot.id, plan=Plan(moves={"mql": "warm"}), why="It works", by=cast.erin.id, at=LATER
    )
    assert (version.state, version.number) == (State.LIVE, "2.0")
    assert set(Lead.objects.values_list("version_id", "stage")) == {(version.id, "warm")}
    assert Pilot.objects.get().ended_how == "promoted"


def test_dropping_takes_the_pilots_leads_back_to_the_live_version(cast: Cast) -> None:
    pilot = begin(cast, Cohort(share=0.5))
    take_in(*people(20), at=LATER)
    flow.drop_pilot(
        pilot_id=pilot.id, plan=Plan(moves={"warm": "mql"}), why="No better", by=cast.erin.id, at=LATER
    )
    assert set(Lead.objects.values_list("version_id", "stage")) == {(cast.version.id, "mql")}
    assert Version.objects.get(id=pilot.version_id).state == State.REVIEWED
    take_in(hand_raiser(email="late@firm99.com"), at=LATER)
    assert Lead.objects.filter(version_id=pilot.version_id).count() == 0


def test_a_guard_rail_stops_the_pilot_by_itself_and_its_leads_go_on_quietly(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5), (Guard("touched", "below", 0.5, leads=5),))
    take_in(*people(30), at=LATER)
    assert due.guard_pilot(at=LATER + timedelta(hours=1)) == 1
    pilot = Pilot.objects.get()
    assert (pilot.ended_how, "guard rail of 50.0%" in pilot.ended_why) == ("stopped", True)
    assert set(Lead.objects.values_list("version_id", "stage")) == {(cast.version.id, "mql")}
    assert due.guard_pilot(at=LATER + timedelta(hours=2)) == 0


def test_a_pilot_whose_people_have_left_stops(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5, people=(cast.anna.id,)))
    change_user(user=cast.anna, is_active=False, at=LATER)
    assert due.guard_pilot(at=LATER) == 1
    assert "Nobody of the people who pilot is left" in Pilot.objects.get().ended_why


def test_a_draft_cannot_be_piloted(cast: Cast) -> None:
    version = draft(RENAMED, State.DRAFT)
    with pytest.raises(PilotRefused, match="reviewed by its panel"):
        flow.begin_pilot(
            version_id=version.id,
            plan=PilotPlan(cohort=Cohort(0.5), measure="won", least_difference=0.1, sample=50),
            by=cast.erin.id,
            at=LATER,
        )


@pytest.mark.parametrize(
    ("cohort", "why"),
    [
        (Cohort(share=1.0), "without a control"),
        (Cohort(share=0.5, condition="grade = 'A'"), "decided only after"),
        (Cohort(share=0.5, condition="nonsense >"), "condition|Expected|nonsense|ends"),
        (Cohort(share=0.5, team="nobody"), "no team 'nobody'"),
        (Cohort(share=0.5, people=(999_999,)), "Nobody of the people"),
    ],
)
def test_a_cohort_that_cannot_work_is_refused_in_words(cast: Cast, cohort: Cohort, why: str) -> None:
    with pytest.raises(PilotRefused, match=why):
        begin(cast, cohort)
    assert not Pilot.objects.exists()


def test_everybody_of_a_team_cannot_pilot_by_name(cast: Cast) -> None:
    with pytest.raises(PilotRefused, match="nobody is left for the control"):
        begin(cast, Cohort(share=0.5, people=(cast.anna.id, cast.ben.id)))


def test_nothing_else_goes_live_while_a_pilot_needs_its_control(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5))
    with pytest.raises(NotPublishable, match="control must not change"):
        publish(draft(TEXT + "\n# Another.\n"), Plan(), cast)


def test_a_second_pilot_is_refused(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5))
    with pytest.raises(PilotRefused, match="runs already"):
        begin(cast, Cohort(share=0.5), text=TEXT + "\n# Another.\n")
