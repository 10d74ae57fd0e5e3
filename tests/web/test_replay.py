"""The screen of replays."""

import pytest
from django.db import connection
from django.test import Client

from handraiser.lead.models import Lead
from handraiser.replay.models import Run
from handraiser.replay.nightly import replay_sample
from tests.cast import MONDAY, Cast, hand_raiser, take_in


@pytest.fixture
def erin(cast: Cast) -> Client:
    take_in(hand_raiser())
    client = Client()
    client.force_login(cast.erin)
    return client


def tamper() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE ledger_event SET explanation = explanation || '{\"points\": 1}' WHERE kind = 'lead.graded'"
        )


def test_before_the_first_night_the_page_says_so(erin: Client) -> None:
    assert "Nothing was replayed yet" in erin.get("/process/replay").content.decode()


def test_operations_replay_now_and_see_that_nothing_differs(erin: Client) -> None:
    assert erin.post("/process/replay").status_code == 302
    page = erin.get("/process/replay").content.decode()
    assert "none differs" in page
    assert "lead: graded" in page
    assert "What differs" not in page
    assert Run.objects.get().by_id is not None


def test_a_difference_is_shown_member_by_member_with_its_lead(erin: Client) -> None:
    tamper()
    erin.post("/process/replay")
    page = erin.get("/process/replay").content.decode()
    assert "What differs" in page
    assert "other result" in page
    assert f"/leads/{Lead.objects.get().id}" in page
    assert "<code>35.0</code>" in page


@pytest.mark.parametrize("name", ["anna", "mallory"])
def test_others_read_but_do_not_start_one(name: str, cast: Cast) -> None:
    client = Client()
    client.force_login(getattr(cast, name))
    replay_sample(by=None, at=MONDAY)
    assert client.post("/process/replay").status_code == 403
    page = client.get("/process/replay").content.decode()
    assert "Replay now" not in page


def test_one_lead_is_made_again_from_its_page(erin: Client) -> None:
    lead = Lead.objects.get()
    address = f"/leads/{lead.id}/replay"
    assert address in erin.get(f"/leads/{lead.id}").content.decode()
    assert "decisions came out as they are recorded" in erin.get(address).content.decode()
    tamper()
    assert "What differs" in erin.get(address).content.decode()


def test_a_lead_that_one_may_not_see_is_not_there(erin: Client, cast: Cast) -> None:
    carla = Client()
    carla.force_login(cast.carla)
    assert carla.get(f"/leads/{Lead.objects.get().id}/replay").status_code == 404
