"""The command palette."""

from uuid import UUID

import pytest
from django.test import Client

from tests.cast import Cast


def options(client: Client, typed: str) -> list[str]:
    context = client.get("/palette", {"q": typed}).context
    return [option.title for option in (*context["people"], *context["pages"])]


def test_before_anything_is_typed_it_offers_the_pages(anna: Client) -> None:
    assert options(anna, "")[:2] == ["Worklist", "Leads"]


def test_it_offers_only_pages_that_may_be_opened(anna: Client, erin: Client) -> None:
    assert "Overview" not in options(anna, "")
    assert "Overview" in options(erin, "over")


def test_it_finds_people_by_name_and_company(anna: Client, jana: UUID) -> None:
    assert options(anna, "jan")[0] == "Jana Novak"
    assert options(anna, "kest")[0] == "Jana Novak"


def test_it_finds_nobody_whom_one_may_not_see(carla: Client, jana: UUID) -> None:
    assert "Jana Novak" not in options(carla, "jan")


@pytest.mark.parametrize("typed", ["%", "'", "\\", "x" * 500, "🙂"])
def test_any_text_may_be_typed(typed: str, anna: Client, cast: Cast) -> None:
    assert anna.get("/palette", {"q": typed}).status_code == 200
