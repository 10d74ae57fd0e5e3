"""Whose turn is it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from handraiser import flow
from handraiser.lead.models import Lead
from handraiser.staff.models import User
from tests.cast import MONDAY, Cast, hand_raiser, take_in
from tests.web.conftest import NOW

# Session, user, team, process; the stamp of the staff, some times over; the list and its badges in two parts each.
MOST_QUERIES = 15


def owner_client(cast: Cast, lead_id: UUID) -> tuple[Client, User]:
    owner = Lead.objects.get(id=lead_id).owner
    assert owner is not None
    client = Client()
    client.force_login(owner)
    return client, owner


def test_the_owner_sees_the_lead_with_its_clock(cast: Cast, jana: UUID) -> None:
    client, _ = owner_client(cast, jana)
    page = client.get("/worklist").content.decode()
    assert "Jana Novak" in page
    assert "data-due=" in page
    assert f'href="/leads/{jana}"' in page


def test_a_colleague_sees_it_only_in_the_teams_list(cast: Cast, jana: UUID) -> None:
    _, owner = owner_client(cast, jana)
    colleague = cast.ben if owner == cast.anna else cast.anna
    client = Client()
    client.force_login(colleague)
    assert "Jana Novak" not in client.get("/worklist").content.decode()
    assert "Jana Novak" in client.get("/worklist?whose=team").content.decode()


def test_an_empty_list_teaches_what_will_stand_there(anna: Client) -> None:
    page = anna.get("/worklist").content.decode()
    assert "Nothing waits for you" in page
    assert "j and k move" in page


def test_without_a_process_the_list_says_how_to_begin(db: None, client: Client) -> None:
    user = User.objects.create_user(
        "anna.weber@northwind-robotics.com", full_name="Anna Weber", role="rep", joined_at=MONDAY
    )
    client.force_login(user)
    assert "handraiser process publish" in client.get("/worklist").content.decode()


def test_who_reads_only_is_shown_no_acts(cast: Cast, jana: UUID, mallory: Client) -> None:
    assert 'data-key="c"' not in mallory.get("/worklist").content.decode()


def test_those_who_read_figures_come_in_at_the_figures(mallory: Client, anna: Client) -> None:
    assert mallory.get("/")["Location"] == "/overview"
    assert anna.get("/")["Location"] == "/worklist"


def test_what_is_set_aside_leaves_the_list_and_can_be_looked_at(cast: Cast, jana: UUID) -> None:
    client, owner = owner_client(cast, jana)
    flow.snooze(lead_id=jana, until=NOW + timedelta(days=1), by=owner.pk, at=NOW)
    assert "Jana Novak" not in client.get("/worklist").content.decode()
    assert "Jana Novak" in client.get("/worklist?asleep=yes").content.decode()


@pytest.mark.parametrize(
    "query", ["whose=everybody", "clock=never", "stage=nowhere", "after=nonsense", "after=~x~y", "grade=AAAA"]
)
def test_an_address_that_makes_no_sense_shows_the_list(query: str, anna: Client) -> None:
    assert anna.get(f"/worklist?{query}").status_code == 200


def test_an_address_with_a_nul_is_a_bad_request(anna: Client) -> None:
    assert anna.get("/worklist?grade=%00").status_code == 400
    assert anna.post("/leads/views", {"title": "a\x00b"}).status_code == 400


def test_the_list_is_paged_without_losing_or_repeating_anybody(cast: Cast) -> None:
    take_in(
        *(hand_raiser(email=f"p{n}@kestrel-analytics.com", full_name=f"Person {n:03}") for n in range(95))
    )
    client = Client()
    client.force_login(cast.anna)
    seen, address = [], "/worklist?whose=team"
    while address:
        response = client.get(address)
        rows = response.context["rows"]
        seen += [row.lead_id for row in rows]
        after = response.context["next"]
        address = f"/worklist?whose=team&after={after.replace('+', '%2B')}" if after else ""
    assert len(seen) == 95
    assert len(set(seen)) == 95


def test_the_list_asks_few_questions_however_long_it_is(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    take_in(*(hand_raiser(email=f"p{n}@kestrel-analytics.com", full_name=f"Person {n}") for n in range(30)))
    client = Client()
    client.force_login(cast.anna)
    client.get("/worklist")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/worklist?whose=team")
