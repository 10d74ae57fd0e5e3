"""One lead: who, why, and what is missing."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from handraiser import flow
from handraiser.lead.models import Lead
from handraiser.staff.operations import add_user
from tests.cast import MONDAY, Cast, hand_raiser, take_in
from tests.web.conftest import NOW
from tests.web.htmx import fetch

MOST_QUERIES = 25


def test_the_page_says_who_it_is(anna: Client, jana: UUID) -> None:
    page = anna.get(f"/leads/{jana}").content.decode()
    for said in ("Jana Novak", "VP Data", "Kestrel Analytics", "jana.novak@kestrel-analytics.com"):
        assert said in page


def test_reasons_of_the_grade_add_up_to_the_points_shown(anna: Client, jana: UUID) -> None:
    response = anna.get(f"/leads/{jana}")
    grade = response.context["sheet"].why["grade"]
    assert sum(reason.points for reason in grade.why) == Lead.objects.get(id=jana).grade_points
    assert {reason.text for reason in grade.why} == {"home market", "decides"}


def test_every_decision_names_the_version_that_made_it(anna: Client, jana: UUID) -> None:
    sheet = anna.get(f"/leads/{jana}").context["sheet"]
    assert {sheet.why[name].version for name in ("grade", "stage", "owner")} == {"1.0"}


def test_the_owner_is_explained(anna: Client, jana: UUID) -> None:
    owner = anna.get(f"/leads/{jana}").context["sheet"].why["owner"]
    assert owner.why


def test_the_page_says_what_is_missing_for_the_next_stage(anna: Client, jana: UUID) -> None:
    page = anna.get(f"/leads/{jana}").content.decode()
    assert "What is missing for SAL" in page
    assert "A meeting is booked." in page


def test_a_value_tells_its_source(anna: Client, jana: UUID) -> None:
    facts = {fact.name: fact for fact in anna.get(f"/leads/{jana}").context["sheet"].person_facts}
    assert facts["title"].source == "form"
    assert facts["title"].confidence == 1.0


def test_the_checklist_can_be_answered(anna: Client, jana: UUID) -> None:
    anna.post(f"/leads/{jana}/answers", {"question": "budget", "answer": "approved"})
    assert Lead.objects.get(id=jana).qualified


def test_an_answer_that_the_process_does_not_know_is_refused_with_a_sentence(
    anna: Client, jana: UUID
) -> None:
    answer = anna.post(
        f"/leads/{jana}/answers", {"question": "budget", "answer": "maybe"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "approved, none" in answer.content.decode()


def test_the_timeline_tells_acts_with_the_words_of_people(cast: Cast, anna: Client, jana: UUID) -> None:
    flow.touch(lead_id=jana, kind="call", outcome="reached", note="Wants a quote.", by=cast.anna.pk, at=NOW)
    page = anna.get(f"/leads/{jana}").content.decode()
    assert "Call: reached." in page
    assert "Wants a quote." in page


def test_hostile_text_is_shown_as_it_was_written(cast: Cast, anna: Client) -> None:
    row = hand_raiser(full_name="<script>alert(1)</script>", company_name="' OR 1=1 --")
    lead_id = take_in(row).item(0, "lead_id")
    page = anna.get(f"/leads/{lead_id}").content.decode()
    assert "<script>alert" not in page


def test_a_lead_of_another_team_is_not_there_for_a_representative(
    cast: Cast, carla: Client, jana: UUID
) -> None:
    assert carla.get(f"/leads/{jana}").status_code == 404


def test_a_lead_that_never_was_is_not_there(erin: Client) -> None:
    assert erin.get(f"/leads/{uuid4()}").status_code == 404


def test_who_only_reads_sees_the_lead_without_acts(mallory: Client, jana: UUID) -> None:
    response = mallory.get(f"/leads/{jana}")
    assert response.status_code == 200
    assert 'hx-target="#dialog"' not in response.content.decode()


def test_the_glance_is_a_part_of_a_page(anna: Client, jana: UUID) -> None:
    fragment = fetch(anna, f"/leads/{jana}/glance").content.decode()
    assert "Jana Novak" in fragment
    assert "<html" not in fragment


def test_a_second_pass_leads_to_the_first(cast: Cast, erin: Client, jana: UUID) -> None:
    flow.disqualify(lead_id=jana, reason="spam", by=cast.erin.pk, at=NOW)
    second = take_in(hand_raiser(message="Once more"), at=NOW).item(0, "lead_id")
    assert f"/leads/{jana}" in erin.get(f"/leads/{second}").content.decode()
    assert "This pass ended" in erin.get(f"/leads/{jana}").content.decode()


def test_the_page_asks_few_questions(
    anna: Client, jana: UUID, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    anna.get(f"/leads/{jana}")
    with django_assert_max_num_queries(MOST_QUERIES):
        anna.get(f"/leads/{jana}")


@pytest.mark.parametrize("name", ["", "no/such/page", "leads/1", "leads/nonsense/touches"])
def test_an_unknown_address_says_so_kindly(name: str, cast: Cast) -> None:
    add_user(email="reader@northwind-robotics.com", full_name="Reader", role="reader", at=MONDAY)
    answer = Client().get(f"/x/{name}")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
