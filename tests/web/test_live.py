"""What a page needs of the process is read once, and what it does not need is not."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handraiser.lead.models import Lead
from handraiser.process.models import Version
from handraiser.web.live import Besides, live_process
from tests.acts.test_publishing import RENAMED
from tests.cast import Cast, hand_raiser, take_in
from tests.cast import live_process as publish


@pytest.fixture
def renamed(cast: Cast) -> Version:
    """Jana Novak is an MQL of the first version; in the one that is live now that stage is called otherwise."""
    take_in(hand_raiser())
    return publish(RENAMED)


def test_titles_of_other_versions_are_read_only_where_one_is_asked_for(
    renamed: Version, erin: Client
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert erin.get("/process/monthly-review").status_code == 200
    assert not [query for query in asked.captured_queries if "'retired'" in query["sql"]]

    live = live_process()
    assert live is not None
    with CaptureQueriesContext(connection) as asked:
        assert live.stages["warm"] == ("Warm lead", 3)
        assert live.titles["warm"] == "Warm lead"
    assert not asked.captured_queries
    with CaptureQueriesContext(connection) as asked:
        assert live.stages["mql"] == ("MQL", 0)
        assert live.titles["mql"] == "MQL"
        assert "nonsense" not in live.stages
    assert len(asked.captured_queries) == 1


def test_a_lead_of_an_older_version_stands_in_its_stage_by_name(renamed: Version, erin: Client) -> None:
    assert Lead.objects.get().version_id != renamed.id
    assert "MQL" in erin.get("/leads").content.decode()


def test_what_is_beside_comes_after_what_is_own_and_hides_behind_it() -> None:
    both = Besides({"a": 1, "b": 2}, lambda: {"c": 3, "a": 9})
    assert dict(both) == {"a": 1, "b": 2, "c": 3}
    assert (len(both), both.get("d"), list(both.items())[-1]) == (3, None, ("c", 3))
