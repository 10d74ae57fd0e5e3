"""An inquiry taken down by hand."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from handraiser.capture.models import Inquiry
from handraiser.lead.models import Lead
from handraiser.staff.models import User
from tests.cast import MONDAY, Cast

CALL = {
    "first_name": "Jana", "last_name": "Novak", "phone": "+49 30 123456", "company_name": "Kestrel Analytics",
    "inquiry_kind": "contact_us", "source": "phone", "consent": "unknown", "message": "Call back at noon.",
}  # fmt: skip


def test_a_call_becomes_a_lead_and_its_owner_is_named(anna: Client) -> None:
    answer = anna.post("/quick-entry", CALL, follow=True)
    lead = Lead.objects.get()
    assert answer.redirect_chain == [(f"/leads/{lead.id}", 302)]
    assert (lead.door, lead.stage, lead.source) == ("quick", "mql", "phone")
    assert lead.owner is not None
    assert f"{lead.owner.full_name} has it." in answer.content.decode()


def test_a_moment_of_the_past_keeps_its_date(anna: Client) -> None:
    anna.post("/quick-entry", {**CALL, "occurred_at": "2026-11-20T15:30"})
    assert Inquiry.objects.get().occurred_at == datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def test_without_a_way_to_reach_somebody_nothing_is_taken_down(anna: Client) -> None:
    answer = anna.post("/quick-entry", {**CALL, "phone": ""})
    assert answer.status_code == 422
    assert "Give an e-mail address or a phone number." in answer.content.decode()
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("consent", [("true", True), ("false", False), ("unknown", None)])
def test_consent_is_yes_no_or_not_asked(consent: tuple[str, bool | None], anna: Client) -> None:
    anna.post("/quick-entry", {**CALL, "consent": consent[0]})
    assert Lead.objects.get().person.consent is consent[1]


def test_what_is_refused_is_kept_and_said(anna: Client) -> None:
    answer = anna.post("/quick-entry", {**CALL, "phone": "no number"})
    assert answer.status_code == 422
    assert "It is kept, but it is no lead yet" in answer.content.decode()
    assert Inquiry.objects.get().stop_reason == "below_minimum"


def test_who_only_reads_takes_nothing_down(mallory: Client, cast: Cast) -> None:
    assert mallory.get("/quick-entry").status_code == 403
    assert mallory.post("/quick-entry", CALL).status_code == 403


def test_without_a_process_it_says_how_to_begin(db: None, client: Client) -> None:
    user = User.objects.create_user(
        "anna@northwind-robotics.com", full_name="Anna Weber", role="rep", joined_at=MONDAY
    )
    client.force_login(user)
    assert "No process is live yet" in client.get("/quick-entry").content.decode()
