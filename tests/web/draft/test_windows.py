"""Long lists are shown by windows; what a form does not show stays as it is."""

import re
from typing import Any

import pytest
from django.test import Client

from handraiser.process.drafts import save_draft
from handraiser.process.models import Version
from handraiser.process.sheet.weave import data_of, weave
from handraiser.web.draft.windows import WINDOW
from tests.cast import MONDAY, PROCESS

MANY = 3_000


@pytest.fixture
def long(draft: Version) -> Version:
    """A first stage with thousands of criteria, and many measures; criterion 1,234 is wrong."""
    data: Any = data_of(PROCESS.read_text())
    data["stages"][0]["exit"] = [{"says": f"Criterion {at}.", "when": f"score > {at}"} for at in range(MANY)]
    data["stages"][0]["exit"][1234]["when"] = "scoer > 5"
    data["measures"] = [{"name": f"Measure {at}", "definition": "Counted."} for at in range(120)]
    return save_draft(version_id=draft.pk, text=weave(PROCESS.read_text(), data), revision=1, at=MONDAY)


def page_of(client: Client, draft: Version, query: str) -> str:
    return client.get(f"/process/drafts/{draft.pk}?{query}").content.decode()


def shown(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'name="/stages/0/exit/(\d+)/says"', page)]


def test_a_window_of_a_long_list_is_drawn_with_the_way_to_all_others(erin: Client, long: Version) -> None:
    page = page_of(erin, long, "section=stages")
    assert shown(page) == list(range(WINDOW))
    assert re.search(r"1–50 of 3\W?000", page)
    assert len(page) < 500_000
    assert f"show=/stages/0/exit:{WINDOW}" in page
    assert page.count('class="menu-item" href="?section=stages&amp;show=/stages/0/exit:') == MANY // WINDOW


@pytest.mark.parametrize(
    ("begin", "first"), [("2950", 2950), ("1234", 1200), ("99999", 0), ("-3", 0), ("x", 0), ("1" * 30, 0)]
)
def test_any_window_can_be_asked_for(begin: str, first: int, erin: Client, long: Version) -> None:
    assert shown(page_of(erin, long, f"section=stages&show=/stages/0/exit:{begin}"))[0] == first


def test_faults_outside_of_the_window_are_named_with_the_way_there(erin: Client, long: Version) -> None:
    page = page_of(erin, long, "section=stages")
    assert "wrong elsewhere" in page
    assert 'show=/stages/0/exit:1234#at-stages-0-exit-1234">1235</a>' in page
    assert "scoer" in page_of(erin, long, "section=stages&show=/stages/0/exit:1234")


def test_what_is_filled_in_is_saved_and_the_window_stays(erin: Client, long: Version) -> None:
    address = f"/process/drafts/{long.pk}?section=stages&show=/stages/0/exit:1200"
    said = {"revision": "2", "/stages/0/exit/1234/when": "score > 5"}
    answer = erin.post(address, said)
    assert answer.headers["Location"] == address
    before, text = long.text, Version.objects.get(pk=long.pk).text
    assert text == before.replace("scoer > 5", "score > 5")


def test_a_new_entry_is_shown_wherever_the_window_stood(erin: Client, long: Version) -> None:
    answer = erin.post(
        f"/process/drafts/{long.pk}?section=stages",
        {"revision": "2", "act": "add /stages/0/exit"},
        follow=True,
    )
    assert shown(answer.content.decode()) == [MANY]


def test_entries_move_and_go_by_their_own_number(erin: Client, long: Version) -> None:
    page = page_of(erin, long, "section=stages&show=/stages/0/exit:50")
    assert 'value="up /stages/0/exit/50"' in page
    assert 'value="down /stages/0/exit/99"' in page
    erin.post(f"/process/drafts/{long.pk}?section=stages", {"revision": "2", "act": "up /stages/0/exit/50"})
    exits = data_of(Version.objects.get(pk=long.pk).text)["stages"][0]["exit"]
    assert [one["says"] for one in exits[49:51]] == ["Criterion 50.", "Criterion 49."]


def test_what_is_inside_of_closed_entries_is_fetched_when_they_are_opened(
    erin: Client, long: Version
) -> None:
    page = page_of(erin, long, "section=measures")
    assert page.count("data-later") == WINDOW
    assert 'name="/measures/3/name"' not in page
    inside = page_of(erin, long, "section=measures&entry=/measures/3")
    assert 'name="/measures/3/name" value="Measure 3"' in inside
    assert "<html" not in inside
    # Without script it is drawn open on a page of its own address.
    assert 'name="/measures/3/name"' in page_of(erin, long, "section=measures&open=/measures/3")


@pytest.mark.parametrize(
    "wanted", ["/measures/999", "/measures", "/stages/0", "", "nonsense", "/measures/0/name"]
)
def test_an_entry_that_is_not_there_is_not_found(wanted: str, erin: Client, long: Version) -> None:
    assert erin.get(f"/process/drafts/{long.pk}?section=measures&entry={wanted}").status_code == 404
