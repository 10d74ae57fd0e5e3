"""A draft as forms: what is filled in is all that changes."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from handraiser.document import Document
from handraiser.process.drafts import save_draft
from handraiser.process.models import Version
from handraiser.process.ready import ready_text
from tests.cast import MONDAY, PROCESS, Cast


class Fields(HTMLParser):
    """What a browser would send if nobody touched the form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self._area = self._select = ""
        self._inside = False
        self.feed(
            page[page.index('id="draft-form"') - 10 : page.index("</form>", page.index('id="draft-form"'))]
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "input" and found.get("name"):
            self.said[found["name"]] = found.get("value", "")
        elif tag == "textarea":
            self._area = found["name"]
            self.said[self._area] = ""
        elif tag == "select":
            self._select = found["name"]
        elif tag == "option" and self._select and ("selected" in found or self._select not in self.said):
            self.said[self._select] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.said[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the line end right behind the opening tag, and sends its own ones.
            self.said[self._area] = self.said[self._area].removeprefix("\n").replace("\n", "\r\n")
            self._area = ""
        elif tag == "select":
            self._select = ""


def form_of(client: Client, draft: Version, section: str) -> dict[str, str]:
    return Fields(client.get(f"/process/drafts/{draft.pk}?section={section}").content.decode()).said


@pytest.mark.parametrize("section", Document.model_fields)
def test_an_untouched_form_leaves_the_text_byte_for_byte(section: str, erin: Client, draft: Version) -> None:
    save_draft(version_id=draft.pk, text=ready_text("b2b_saas"), revision=1, at=MONDAY)
    said = form_of(erin, draft, section)
    assert len(said) > 2
    assert erin.post(f"/process/drafts/{draft.pk}?section={section}", said).status_code == 302
    draft.refresh_from_db()
    assert (draft.text, draft.revision) == (ready_text("b2b_saas"), 2)


def test_what_is_filled_in_is_saved_and_all_comments_stay(erin: Client, draft: Version) -> None:
    said = form_of(erin, draft, "stages") | {"/stages/2/definition": "Worth two calls."}
    erin.post(f"/process/drafts/{draft.pk}?section=stages", said)
    draft.refresh_from_db()
    assert draft.text == PROCESS.read_text().replace("Worth a call.", "Worth two calls.")


def test_entries_are_added_moved_and_removed_with_what_was_typed_before(erin: Client, draft: Version) -> None:
    address = f"/process/drafts/{draft.pk}?section=measures"
    answer = erin.post(address, {"revision": "1", "act": "add /measures"})
    assert answer.headers["Location"].endswith("?section=measures#at-measures")
    said = {"revision": "2", "/measures/0/name": "Win rate", "act": "add /measures"}
    erin.post(address, said)
    page = erin.get(address).content.decode()
    assert "Win rate" in page
    erin.post(address, {"revision": "3", "/measures/1/name": "Speed", "act": "up /measures/1"})
    erin.post(address, {"revision": "4", "act": "drop /measures/1"})
    draft.refresh_from_db()
    assert "Win rate" not in draft.text
    assert "name: Speed" in draft.text


def test_faults_stand_at_their_field(erin: Client, draft: Version) -> None:
    erin.post(
        f"/process/drafts/{draft.pk}?section=grade", {"revision": "1", "/grade/rules/0/when": "contry = 'DE'"}
    )
    page = erin.get(f"/process/drafts/{draft.pk}?section=grade").content.decode()
    assert "contry" in page
    assert "country" in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("follow_up", {"/follow_up/clocks/0/starts": "{stage: "}),
        ("grade", {"/grade/thresholds": "no pair"}),
        ("stages", {"act": "drop /stages/99"}),
        ("stages", {"act": "nonsense"}),
        ("lead", {"act": "add /lead/inquiry_kinds", "key /lead/inquiry_kinds": "webinar"}),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_saved(
    section: str, said: dict[str, str], erin: Client, draft: Version
) -> None:
    answer = erin.post(f"/process/drafts/{draft.pk}?section={section}", {"revision": "1", **said})
    assert answer.status_code == 422
    assert "Nothing was saved." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize(
    "text",
    [
        "a: [", "- 1\n", "", "stages: 5\n", "a: &a [x]\nb: [*a, *a]\n", "a: !!python/object:os.system x\n",
        "a: " + "[" * 500, "\n" * 100_000, "stages:\n" + "  - {}\n" * 300, "x" * 200_000,
    ],
    ids=["cut", "list", "nothing", "number", "aliases", "tag", "deep", "lines", "entries", "word"],
)  # fmt: skip
def test_any_text_can_be_saved_shown_and_read(text: str, erin: Client, cast: Cast, draft: Version) -> None:
    save_draft(version_id=draft.pk, text=text, revision=1, by=cast.erin.pk, at=MONDAY)
    for path in ("", "/text", "/saves"):
        assert erin.get(f"/process/drafts/{draft.pk}{path}").status_code == 200
    for path in (
        f"/process/versions/{draft.pk}",
        f"/process/versions/{draft.pk}/source",
        "/process/versions",
    ):
        assert erin.get(path).status_code == 200
    answer = erin.post("/process/checks", {"text": text})
    assert answer.status_code == 200
    assert answer.json()["faults"]


def test_a_form_on_an_unreadable_text_says_where_to_mend_it(erin: Client, cast: Cast, draft: Version) -> None:
    save_draft(version_id=draft.pk, text="a: [\n", revision=1, by=cast.erin.pk, at=MONDAY)
    answer = erin.post(f"/process/drafts/{draft.pk}?section=grade", {"revision": "2", "/grade/about": "Fit"})
    assert answer.status_code == 422
