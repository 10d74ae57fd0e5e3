"""A draft as text: saved, checked while typing, and put together when two wrote at once."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from handraiser.process.models import Version
from handraiser.process.source import MOST_CHARACTERS
from handraiser.web.draft.conflict import differences, put_together
from tests.cast import PROCESS

QUICK = {"Accept": "application/json"}


def test_a_text_is_saved_by_form_and_by_script(erin: Client, draft: Version) -> None:
    address = f"/process/drafts/{draft.pk}/text"
    erin.post(address, {"text": "a: 1\r\nb: 2\r\n", "revision": "1"})
    draft.refresh_from_db()
    assert (draft.text, draft.revision) == ("a: 1\nb: 2\n", 2)
    answer = erin.post(address, {"text": "a: 2\n", "revision": "2"}, headers=QUICK)
    assert answer.json()["revision"] == 3


def test_what_the_text_area_shows_is_the_text_to_the_letter(erin: Client, draft: Version) -> None:
    page = erin.get(f"/process/drafts/{draft.pk}/text").content.decode()
    shown = re.search(r"<textarea id=\"text\"[^>]*>\n(.*?)</textarea>", page, re.S)
    assert shown is not None
    import html

    assert html.unescape(shown[1]) == PROCESS.read_text()


@pytest.mark.parametrize("quick", [True, False])
def test_a_text_that_is_too_long_is_refused_in_words(quick: bool, erin: Client, draft: Version) -> None:
    said = {"text": "x" * (MOST_CHARACTERS + 1), "revision": "1"}
    answer = erin.post(f"/process/drafts/{draft.pk}/text", said, headers=QUICK if quick else {})
    assert answer.status_code == 422
    assert "300,000" in answer.content.decode()


def test_nul_and_no_revision_are_bad_requests_and_conflicts(erin: Client, draft: Version) -> None:
    address = f"/process/drafts/{draft.pk}/text"
    assert erin.post(address, {"text": "a\x00", "revision": "1"}).status_code == 400
    assert erin.post("/process/checks", {"text": "a\x00"}).status_code == 400
    assert erin.post(address, {"text": "a: 1"}).status_code == 422


def test_the_checks_tell_faults_words_and_where_conditions_stand(erin: Client) -> None:
    text = PROCESS.read_text().replace("country IN ('DE', 'AT')", "contry = 'DE'")
    told = erin.post("/process/checks", {"text": text}).json()
    assert told["count"] == 1
    fault = told["faults"][0]
    assert (text.split("\n")[fault["line"] - 1][fault["column"] - 1 :]).startswith("contry")
    assert fault["path"] == "grade.rules[0].when"
    assert told["words"]["stage"][:2] == ["suspect", "prospect"]
    assert told["words"]["answer('budget')"] == ["approved", "none"]
    begin, end, condition = next(one for one in told["conditions"] if one[2] == "qualified")
    assert text[begin:end] == condition


def test_places_are_counted_as_browsers_count(erin: Client) -> None:
    text = "# \N{WAVING HAND SIGN}\n" + PROCESS.read_text()
    begin, end, condition = next(
        one
        for one in erin.post("/process/checks", {"text": text}).json()["conditions"]
        if one[2] == "qualified"
    )
    wide = text.encode("utf-16-le")
    assert wide[2 * begin : 2 * end].decode("utf-16-le") == condition


def test_the_words_of_the_language_are_told(erin: Client) -> None:
    words = erin.get("/process/words").json()
    assert {"word": "grade", "told": "Grade · text"} in words["columns"]
    assert words["models"]["Stage"]["exit"]["model"] == "Criterion"
    assert words["models"]["RouteRules"]["teams"] == words["models"]["RouteRules"]["teams"] | {
        "model": "TeamRoute", "keyed": True,
    }  # fmt: skip
    assert words["models"]["Stage"]["exit_needs"]["options"] == ["all", "any"]


def test_two_browsers_that_save_at_once_lose_nothing(erin: Client, dev: Client, draft: Version) -> None:
    address = f"/process/drafts/{draft.pk}/text"
    theirs = draft.text.replace("Worth a call.", "Worth two calls.").replace("Is there money?", "Money?")
    mine = draft.text.replace("Data teams", "Sales teams").replace("Is there money?", "How much money?")
    assert dev.post(address, {"text": theirs, "revision": "1"}).status_code == 302
    assert erin.post(address, {"text": mine, "revision": "1"}, headers=QUICK).json() == {"moved": True}
    answer = erin.post(address, {"text": mine, "revision": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dev Patel" in page
    assert "How much money?" in page
    found = answer.context["differences"]
    assert [(one.pick, one.both) for one in found] == [("mine", False), ("theirs", False), ("theirs", True)]
    draft.refresh_from_db()
    assert draft.text == theirs
    picks = {f"pick-{one.number}": one.pick for one in found}
    said = {"text": mine, "revision": "2", "put_together": "yes", **picks}
    assert erin.post(address, said).status_code == 302
    draft.refresh_from_db()
    assert draft.text == theirs.replace("Data teams", "Sales teams")


def test_a_form_that_comes_late_shows_both_texts_too(erin: Client, dev: Client, draft: Version) -> None:
    dev.post(
        f"/process/drafts/{draft.pk}?section=stages", {"revision": "1", "/stages/2/definition": "Theirs."}
    )
    answer = erin.post(
        f"/process/drafts/{draft.pk}?section=grade", {"revision": "1", "/grade/rules/0/points": "21"}
    )
    assert answer.status_code == 422
    assert [one.pick for one in answer.context["differences"]] == ["theirs", "mine"]
    draft.refresh_from_db()
    assert "Theirs." in draft.text
    assert "points: 21" not in draft.text


TEXT = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=12).map("\n".join)


@given(TEXT, TEXT, TEXT)
def test_picking_one_side_everywhere_gives_that_text(theirs: str, mine: str, base: str) -> None:
    found = list(differences(theirs=theirs, mine=mine, base=base))
    for side, text in (("theirs", theirs), ("mine", mine)):
        picks = {f"pick-{one.number}": side for one in found}
        assert put_together(theirs=theirs, mine=mine, picks=picks) == text


@given(TEXT, TEXT)
def test_what_only_one_side_changed_is_proposed(base: str, changed: str) -> None:
    for theirs, mine, wanted in ((base, changed, "mine"), (changed, base, "theirs")):
        assert {one.pick for one in differences(theirs=theirs, mine=mine, base=base)} <= {wanted}
