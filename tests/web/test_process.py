"""The process as people read it, as it is written, and as it was."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

import handraiser.process
from handraiser.process.models import Version
from handraiser.staff.models import User
from handraiser.web.process.colours import lines
from tests.cast import MONDAY, PROCESS, Cast, live_process

LIBRARY = Path(handraiser.process.__file__).parent / "library"


@pytest.mark.parametrize("name", ["anna", "carla", "dev", "erin", "mallory"])
def test_everybody_reads_the_process(name: str, cast: Cast) -> None:
    client = Client()
    client.force_login(getattr(cast, name))
    page = client.get("/process").content.decode()
    for said in (
        "Worth a call.",
        "Offered to sales.",
        "grade IN",
        "4 business hours",
        "Is there money?",
        "Did not come",
    ):
        assert said in page


def test_the_ready_process_is_shown_with_all_its_sections(cast: Cast, anna: Client) -> None:
    live_process((LIBRARY / "b2b_saas.yaml").read_text())
    page = anna.get("/process").content.decode()
    for said in (
        "Marketing qualified lead",
        "Call guide",
        "Second chance",
        "Lead velocity",
        "Customer success",
        "DACH",
    ):
        assert said in page


def test_the_source_is_shown_line_by_line_to_the_letter(anna: Client) -> None:
    response = anna.get("/process/source")
    assert [line.number for line in response.context["lines"]] == list(
        range(1, len(PROCESS.read_text().splitlines()) + 1)
    )
    assert 'id="L12"' in response.content.decode()


def test_old_versions_can_be_read_for_ever(cast: Cast, anna: Client) -> None:
    live_process(PROCESS.read_text().replace("Worth a call.", "Worth two calls."))
    page = anna.get("/process/versions").content.decode()
    assert f"/process/versions/{cast.version.pk}" in page
    assert "Worth a call." in anna.get(f"/process/versions/{cast.version.pk}").content.decode()
    assert "Worth two calls." in anna.get("/process").content.decode()
    assert anna.get(f"/process/versions/{cast.version.pk}/source").status_code == 200


def test_a_version_that_cannot_be_read_any_more_is_named(cast: Cast, anna: Client) -> None:
    old = Version.objects.create(
        id=uuid4(),
        process="Old",
        number="0.1",
        state="retired",
        text="process: {name: Old}\n",
        digest="x",
        created_at=MONDAY,
    )
    assert "older Handraiser" in anna.get(f"/process/versions/{old.pk}").content.decode()


def test_without_a_process_the_page_says_how_to_get_one(db: None, client: Client) -> None:
    user = User.objects.create_user(
        "anna@northwind-robotics.com", full_name="Anna Weber", role="rep", joined_at=MONDAY
    )
    client.force_login(user)
    for path in ("/process", "/process/source"):
        assert "handraiser process publish FILE" in client.get(path).content.decode()
    assert "No process is live yet" in client.get("/process/versions").content.decode()
    assert client.get("/process.yaml").status_code == 404


def test_the_document_can_be_taken_along(anna: Client) -> None:
    assert anna.get("/process.yaml").content.decode() == PROCESS.read_text()


def test_an_unknown_version_is_not_there(anna: Client) -> None:
    assert anna.get(f"/process/versions/{uuid4()}").status_code == 404


def test_colours_change_no_letter() -> None:
    source = 'key: "value" # why\n  - item: <b>&amp;\n# only a comment\n\n    plain text: with colon\n'
    shown = [line.text for line in lines(source)]
    stripped = [_without_tags(text) for text in shown]
    assert stripped == [line or " " for line in source.splitlines()]


def _without_tags(text: str) -> str:
    import html
    import re

    return html.unescape(re.sub(r"<[^>]+>", "", text))
