"""Hosted forms, made and changed."""

import pytest
from django.test import Client

from handraiser.capture.models import Form
from handraiser.web.forms.fields import QUESTIONS, asked_of
from tests.cast import Cast

FORM = {
    "title": "Talk to us", "slug": "contact", "kind": "contact_us", "source": "website", "thanks": "Thank you.",
    "is_active": "on", "email_shown": "on", "email_required": "on", "email_label": "Your e-mail",
    "message_shown": "on", "message_label": "",
}  # fmt: skip


def test_a_form_is_made_and_its_snippet_shown(dev: Client) -> None:
    answer = dev.post("/forms/new", FORM, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/forms/contact/embedding", 302)]
    assert "&lt;iframe" in page
    assert "/f/contact" in page
    assert "Your e-mail" in page
    asked = asked_of(Form.objects.get().fields)
    assert [(one.question.name, one.label, one.required) for one in asked] == [
        ("email", "Your e-mail", True),
        ("message", "How can we help?", False),
    ]


def test_a_form_is_changed_and_closed(dev: Client) -> None:
    dev.post("/forms/new", FORM)
    dev.post("/forms/contact", {**FORM, "title": "Call us", "is_active": ""})
    form = Form.objects.get()
    assert (form.title, form.is_active) == ("Call us", False)


def test_two_forms_cannot_have_one_address(dev: Client) -> None:
    dev.post("/forms/new", FORM)
    answer = dev.post("/forms/new", FORM)
    assert answer.status_code == 422
    assert "Another form has this address." in answer.content.decode()


def test_a_form_must_ask_how_to_reach_the_person(dev: Client) -> None:
    answer = dev.post("/forms/new", {**FORM, "email_shown": ""})
    assert answer.status_code == 422
    assert "nobody can be reached" in answer.content.decode()


@pytest.mark.parametrize("fault", [{"slug": "two words"}, {"kind": "nonsense"}, {"title": ""}])
def test_a_fault_keeps_what_was_typed(fault: dict[str, str], dev: Client) -> None:
    answer = dev.post("/forms/new", {**FORM, **fault})
    assert answer.status_code == 422
    assert "Your e-mail" in answer.content.decode()


def test_no_forms_yet_teaches_what_they_are_for(dev: Client) -> None:
    assert "No forms yet" in dev.get("/forms").content.decode()


@pytest.mark.parametrize("path", ["/forms", "/forms/new", "/forms/contact", "/forms/contact/embedding"])
def test_forms_are_for_those_who_may_make_them(path: str, anna: Client, mallory: Client, cast: Cast) -> None:
    assert anna.get(path).status_code == 403
    assert mallory.post(path, FORM).status_code in (403, 405)
    assert not Form.objects.exists()


def test_a_stored_question_that_is_no_longer_known_is_passed_over() -> None:
    assert (
        asked_of([{"name": "shoe_size", "label": "Shoes"}, {"name": QUESTIONS[0].name}])[0].question
        == QUESTIONS[0]
    )
