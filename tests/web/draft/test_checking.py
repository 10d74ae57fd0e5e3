"""A form is checked while it is filled in, by what the draft would say then; nothing is saved by it."""

from typing import Any

import pytest
from django.test import Client

from handraiser.process.drafts import save_draft
from handraiser.process.models import Version
from tests.cast import MONDAY, PROCESS


def told(client: Client, draft: Version, section: str, **said: str) -> Any:
    names = {name.replace("__", "/"): value for name, value in said.items()}
    answer = client.post(f"/process/drafts/{draft.pk}/checks?section={section}", {"revision": "1", **names})
    assert answer.status_code == 200
    return answer.json()


def test_a_fault_is_told_at_the_field_that_would_have_it(erin: Client, draft: Version) -> None:
    found = told(erin, draft, "grade", __grade__rules__0__when="contry = 'DE'")
    assert found["count"] == found["whole"] == 1
    [fault] = found["faults"]
    assert fault["field"] == "/grade/rules/0/when"
    assert "contry" in fault["wrong"]
    assert "country" in fault["meant"]
    draft.refresh_from_db()
    assert (draft.text, draft.revision) == (PROCESS.read_text(), 1)


def test_names_that_the_document_does_not_have_are_told_too(erin: Client, draft: Version) -> None:
    found = told(erin, draft, "stages", __stages__1__next="nowhere")
    assert [fault["field"] for fault in found["faults"]] == ["/stages/1/next"]


def test_what_is_right_is_told_as_right(erin: Client, draft: Version) -> None:
    found = told(erin, draft, "grade", __grade__rules__0__when="country = 'DE'")
    assert found == {"faults": [], "count": 0, "whole": 0}


def test_what_cannot_be_written_is_told_at_its_field(erin: Client, draft: Version) -> None:
    found = told(erin, draft, "grade", __grade__thresholds="no pair")
    assert found["refused"] is True
    assert [fault["field"] for fault in found["faults"]] == ["/grade/thresholds"]


def test_faults_elsewhere_are_counted_and_not_told_here(erin: Client, draft: Version) -> None:
    save_draft(
        version_id=draft.pk, text=draft.text.replace("next: sal,", "next: sall,"), revision=1, at=MONDAY
    )
    found = told(erin, draft, "grade", revision="2")
    assert (found["count"], found["whole"]) == (0, 1)


@pytest.mark.parametrize("revision", ["99", "x", ""])
def test_a_form_too_old_is_told_so(revision: str, erin: Client, draft: Version) -> None:
    answer = erin.post(f"/process/drafts/{draft.pk}/checks?section=grade", {"revision": revision})
    assert "too old" in answer.json()["refusal"]


def test_a_text_that_cannot_be_read_is_told_so(erin: Client, draft: Version) -> None:
    save_draft(version_id=draft.pk, text="a: [\n", revision=1, at=MONDAY)
    said = {"revision": "2", "/grade/about": "Fit"}
    answer = erin.post(f"/process/drafts/{draft.pk}/checks?section=grade", said)
    assert "cannot be read" in answer.json()["refusal"]


def test_after_a_save_it_is_said_what_holds_now(erin: Client, draft: Version) -> None:
    address = f"/process/drafts/{draft.pk}?section=grade"
    wrong = {"revision": "1", "/grade/rules/0/when": "contry = 'DE'"}
    assert (
        "Saved. One thing is wrong in the draft." in erin.post(address, wrong, follow=True).content.decode()
    )
    right = {"revision": "2", "/grade/rules/0/when": "country = 'DE'"}
    assert "Saved. Nothing is wrong in the draft." in erin.post(address, right, follow=True).content.decode()


def test_a_condition_in_a_form_has_what_it_takes_to_complete(erin: Client, draft: Version) -> None:
    page = erin.get(f"/process/drafts/{draft.pk}?section=grade").content.decode()
    assert 'aria-autocomplete="list" aria-haspopup="listbox" aria-controls="form-words"' in page
    assert 'id="form-words" role="listbox"' in page
    assert "&quot;stage&quot;: [&quot;suspect&quot;" in page
