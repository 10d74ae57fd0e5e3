"""The hosted form: for people, not for robots."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from handraiser.capture.models import Form, Inquiry
from handraiser.lead.models import Lead, Person
from handraiser.web import knocks
from handraiser.web.models import Knock
from tests.cast import MONDAY, Cast
from tests.web.conftest import NOW

JANA = {"last_name": "Novak", "email": "jana@kestrel-analytics.com", "company_name": "Kestrel Analytics"}


@pytest.fixture
def hosted(cast: Cast) -> Form:
    asked = [
        {"name": "last_name", "label": "Name", "required": True},
        {"name": "email", "label": "Work e-mail", "required": True},
        {"name": "company_name", "label": "Company", "required": False},
        {"name": "message", "label": "How can we help?", "required": False},
    ]
    return Form.objects.create(
        slug="contact", title="Talk to us", kind="contact_us", fields=asked, consent_text="You may write to me.",
        thanks="We call you today.", created_at=MONDAY,
    )  # fmt: skip


@pytest.fixture
def send(hosted: Form) -> Callable[..., Any]:
    """Opens the form, waits as long as a human types, and sends it."""

    def sending(query: str = "", *, wait: timedelta = timedelta(seconds=9), **said: str) -> Any:
        visitor = Client(headers={"Referer": "https://www.northwind-robotics.com/pricing"})
        page = visitor.get(f"/f/contact{query}")
        hidden = {field.name: field.value() or "" for field in page.context["form"].unseen()}
        with time_machine.travel(NOW + wait, tick=True):
            return visitor.post("/f/contact", {**hidden, "stamp": page.context["stamp"], **JANA, **said})

    return sending


def test_what_is_sent_becomes_an_owned_lead_at_once(send: Callable[..., Any]) -> None:
    answer = send()
    assert "We call you today." in answer.content.decode()
    lead = Lead.objects.get()
    assert (lead.door, lead.stage, lead.source, lead.inquiry_kinds) == (
        "form",
        "mql",
        "website",
        ["contact_us"],
    )
    assert lead.owner is not None


def test_campaign_and_page_are_kept(send: Callable[..., Any]) -> None:
    send("?utm_source=linkedin&utm_campaign=autumn&utm_medium=social")
    lead = Lead.objects.get()
    assert (lead.source, lead.campaign, lead.medium) == ("linkedin", "autumn", "social")
    assert lead.landing_page == "https://www.northwind-robotics.com/pricing"


@pytest.mark.parametrize(("ticked", "consent"), [({"consent": "on"}, True), ({}, False)])
def test_consent_is_kept_as_it_was_given(
    ticked: dict[str, str], consent: bool, send: Callable[..., Any]
) -> None:
    send(**ticked)
    assert Person.objects.get().consent is consent


def test_a_robot_in_the_trap_is_thanked_and_nothing_is_kept(send: Callable[..., Any]) -> None:
    assert send(homepage="https://spam.example").status_code == 200
    assert not Inquiry.objects.exists()


def test_what_comes_too_quickly_is_asked_to_come_again(send: Callable[..., Any]) -> None:
    answer = send(wait=timedelta(milliseconds=300))
    assert answer.status_code == 422
    assert "Novak" in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_a_page_left_open_for_a_month_asks_once_more(send: Callable[..., Any]) -> None:
    assert send(wait=timedelta(days=30)).status_code == 422


def test_an_invented_stamp_is_refused(send: Callable[..., Any]) -> None:
    assert send(stamp="shown:1vabcd:invented").status_code == 422


def test_a_second_press_of_the_button_is_the_same_inquiry(hosted: Form) -> None:
    visitor = Client()
    stamp = visitor.get("/f/contact").context["stamp"]
    with time_machine.travel(NOW + timedelta(seconds=9), tick=True):
        for _ in range(2):
            visitor.post("/f/contact", {**JANA, "stamp": stamp})
    assert Inquiry.objects.count() == 1


def test_a_plain_form_on_ones_own_page_needs_no_stamp(hosted: Form) -> None:
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post("/f/contact", JANA).status_code == 200
    assert Lead.objects.count() == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"email": "not an address"}, "Enter a valid email address."),
        ({"last_name": ""}, "This field is required."),
        ({"last_name": "x" * 501}, "at most 500"),
        ({"last_name": "a\x00b"}, "Null characters"),
    ],
)
def test_a_fault_is_told_at_its_field(fault: dict[str, str], said: str, send: Callable[..., Any]) -> None:
    answer = send(**fault)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('x')</script>",
        "'; DROP TABLE lead_lead; --",
        "ﷺ\u202eabc\ufeff",
        "1/0",
        "${7*7}{{7*7}}",
    ],
)
def test_any_text_is_kept_to_the_letter(text: str, send: Callable[..., Any]) -> None:
    send(message=text)
    assert (
        text in Inquiry.objects.get().raw.encode().decode("unicode_escape", "ignore")
        or text in Inquiry.objects.get().raw
    )


def test_one_address_cannot_flood_the_form(hosted: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Client()
    monkeypatch.setattr("handraiser.web.public_form.views.MOST_KNOCKS", 3)
    answers = [visitor.post("/f/contact", {**JANA, "email": f"p{n}@kestrel-analytics.com"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert Inquiry.objects.count() == 3


def test_addresses_are_counted_apart_and_not_kept(hosted: Form) -> None:
    for address in ("192.0.2.1", "192.0.2.2"):
        Client(REMOTE_ADDR=address).post("/f/contact", JANA)
    assert {knock.times for knock in Knock.objects.all()} == {1}
    assert not any("192" in knock.who for knock in Knock.objects.all())


def test_old_counts_are_swept(hosted: Form) -> None:
    Knock.objects.create(who="x", window=MONDAY - knocks.KEPT * 2, times=9)
    Client().post("/f/contact", JANA)
    assert not Knock.objects.filter(who="x").exists()


def test_the_form_may_be_framed_and_nothing_else_may(hosted: Form, anna: Client) -> None:
    page = Client().get("/f/contact")
    assert "X-Frame-Options" not in page
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert anna.get("/worklist")["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in anna.get("/worklist")["Content-Security-Policy"]


def test_a_closed_form_is_not_there(hosted: Form) -> None:
    hosted.is_active = False
    hosted.save()
    assert Client().get("/f/contact").status_code == 404
    assert Client().post("/f/contact", JANA).status_code == 404


def test_without_a_process_the_inquiry_is_kept_all_the_same(db: None) -> None:
    Form.objects.create(
        slug="contact",
        title="T",
        kind="contact_us",
        created_at=MONDAY,
        fields=[{"name": "email", "required": True}],
    )
    answer = Client().post("/f/contact", {"email": "jana@kestrel-analytics.com"})
    assert answer.status_code == 200
    assert Inquiry.objects.get().stop_reason == "no_process"
