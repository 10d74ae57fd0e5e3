"""Drafts begin, are described, stepped back, discarded and brought back."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handraiser.process.drafts import save_draft
from handraiser.process.models import State, Version
from handraiser.process.ready import ready_text
from handraiser.process.source import MOST_CHARACTERS
from tests.cast import MONDAY, PROCESS, Cast


def newest() -> Version:
    draft = Version.objects.filter(state=State.DRAFT).order_by("-id").first()
    assert draft is not None
    return draft


def test_without_drafts_the_page_teaches(erin: Client) -> None:
    page = erin.get("/process/drafts").content.decode()
    assert "No drafts yet" in page
    assert "From the live process" in page


def test_a_draft_begins_from_the_live_process(erin: Client, cast: Cast) -> None:
    answer = erin.post("/process/drafts", {"from": "live", "note": "Faster calls"})
    draft = newest()
    assert answer.headers["Location"] == f"/process/drafts/{draft.pk}"
    assert (draft.text, draft.note, draft.based_on_id) == (
        PROCESS.read_text(),
        "Faster calls",
        cast.version.pk,
    )
    page = erin.get("/process/drafts").content.decode()
    assert "Faster calls" in page
    assert "Erin Walsh" in page


def test_a_draft_begins_from_a_ready_process_or_any_version(erin: Client, cast: Cast) -> None:
    erin.post("/process/drafts", {"ready": "blank"})
    assert newest().text == ready_text("blank")
    erin.post("/process/drafts", {"from": str(cast.version.pk)})
    assert newest().based_on_id == cast.version.pk


@pytest.mark.parametrize("said", [{"ready": "none such"}, {"from": "nonsense"}, {}])
def test_a_draft_from_nothing_is_refused(said: dict[str, str], erin: Client) -> None:
    assert erin.post("/process/drafts", said, headers={"HX-Request": "true"}).status_code == 422
    assert not Version.objects.filter(state=State.DRAFT).exists()


def test_a_file_becomes_a_draft_even_if_it_does_not_check(erin: Client) -> None:
    file = SimpleUploadedFile("ours.yaml", "\ufeffstages: [\r\n".encode())
    answer = erin.post("/process/drafts", {"file": file}, follow=True)
    assert newest().text == "stages: [\n"
    assert newest().note == "ours.yaml"
    assert "cannot be read as YAML" in answer.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\xff",
        b"a: \x00",
        b"x" * (4 * MOST_CHARACTERS + 1),
        b"x" * (MOST_CHARACTERS + 1),
    ],
    ids=["binary", "NUL", "huge", "long"],
)
def test_a_file_that_is_no_document_is_refused_in_words(content: bytes, erin: Client) -> None:
    answer = erin.post(
        "/process/drafts", {"file": SimpleUploadedFile("x.yaml", content)}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert not Version.objects.filter(state=State.DRAFT).exists()


def test_the_note_can_be_changed(erin: Client, draft: Version) -> None:
    erin.post(f"/process/drafts/{draft.pk}/note", {"note": "Slower calls"})
    draft.refresh_from_db()
    assert (draft.note, draft.revision) == ("Slower calls", 1)


def test_a_discarded_draft_comes_back(erin: Client, draft: Version) -> None:
    answer = erin.post(f"/process/drafts/{draft.pk}/discarding", follow=True)
    undo = re.search(r'action="(/undo/[0-9a-f]+)"', answer.content.decode())
    assert undo is not None
    assert erin.get(f"/process/drafts/{draft.pk}").status_code == 404
    erin.post(undo[1])
    assert (newest().text, newest().note) == (draft.text, "Faster calls")


def test_one_steps_back_to_any_save(erin: Client, cast: Cast, draft: Version) -> None:
    for number, text in enumerate(("a: 1\n", "a: 2\n"), start=1):
        save_draft(version_id=draft.pk, text=text, revision=number, by=cast.erin.pk, at=MONDAY)
    page = erin.get(f"/process/drafts/{draft.pk}/saves").content.decode()
    assert page.count("Back to this") == 2
    erin.post(f"/process/drafts/{draft.pk}/saves", {"revision": "3"})
    draft.refresh_from_db()
    assert draft.text == "a: 1\n"
    erin.post(f"/process/drafts/{draft.pk}/saves", {"revision": "4", "to": "1"})
    draft.refresh_from_db()
    assert draft.text == PROCESS.read_text()


PAGES = ("/process/drafts", "/process/drafts/{}", "/process/drafts/{}/text", "/process/drafts/{}/saves")
WRITES = (
    "/process/drafts", "/process/drafts/{}", "/process/drafts/{}/text", "/process/drafts/{}/saves",
    "/process/drafts/{}/note", "/process/drafts/{}/discarding",
)  # fmt: skip


@pytest.mark.parametrize("name", ["mallory", "anna", "carla"])
def test_everybody_reads_drafts_and_only_those_who_may_write_them(
    name: str, cast: Cast, draft: Version
) -> None:
    client = Client()
    client.force_login(getattr(cast, name))
    for path in PAGES:
        assert client.get(path.format(draft.pk)).status_code == 200
    for path in WRITES:
        assert (
            client.post(path.format(draft.pk), {"text": "a: 1", "revision": "1", "from": "live"}).status_code
            == 403
        )
    assert Version.objects.get(pk=draft.pk).text == draft.text


def test_strangers_are_sent_to_sign_in(client: Client, draft: Version) -> None:
    for path in (*PAGES, "/process/matches", "/process/words"):
        assert client.get(path.format(draft.pk)).status_code == 302


def test_what_is_no_draft_is_not_edited(erin: Client, cast: Cast) -> None:
    assert erin.get(f"/process/drafts/{uuid4()}").status_code == 404
    assert erin.get(f"/process/drafts/{cast.version.pk}").headers["Location"].endswith(str(cast.version.pk))
    answer = erin.post(
        f"/process/drafts/{cast.version.pk}/text",
        {"text": "a: 1", "revision": "1"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert "out of draft" in answer.json()["refusal"]


def test_a_draft_with_faults_is_read_as_a_list_of_them(erin: Client, draft: Version) -> None:
    save_draft(
        version_id=draft.pk, text=draft.text.replace("next: sal,", "next: sall,"), revision=1, at=MONDAY
    )
    page = erin.get(f"/process/versions/{draft.pk}").content.decode()
    assert "does not check yet" in page
    assert "There is no stage" in page
    assert f'href="/process/drafts/{draft.pk}/text#L' in page


def test_the_hub_leads_from_screen_to_screen(erin: Client, draft: Version) -> None:
    for path in (f"/process/drafts/{draft.pk}", f"/process/versions/{draft.pk}"):
        page = erin.get(path).content.decode()
        assert f'href="/process/drafts/{draft.pk}/text"' in page
        assert 'aria-label="Life of this version"' in page
    page = erin.get("/process").content.decode()
    assert "New draft from it" in page
    assert "/process/drafts" in page
    assert "Process, drafts" in erin.get("/palette?q=draft").content.decode()
