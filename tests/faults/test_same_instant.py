"""Sixteen clients capture the same person at the same instant, by HTTP."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.instance import Instance
from tests.waiting import PATIENCE

CLIENTS = 16
pytestmark = pytest.mark.slow


def test_sixteen_captures_of_one_person_at_the_same_instant_are_one_person_with_one_lead(
    instance: Instance,
) -> None:
    instance.serve()
    together = threading.Barrier(CLIENTS)

    def capture(number: int) -> tuple[int, dict[str, str]]:
        said = {
            "email": "  Jana.Novak@Kestrel-Analytics.com"
            if number % 2
            else "jana.novak@kestrel-analytics.com",
            "full_name": "Jana Novak",
            "company_name": "Kestrel Analytics",
            "country": "DE",
            "inquiry_kind": "contact_us",
        }
        with instance.client() as client:
            client.get("/status")
            together.wait(PATIENCE)
            answer = client.post("/inquiries", json=said)
        return answer.status_code, answer.json()

    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(capture, range(CLIENTS)))

    assert {status for status, _ in answers} <= {200, 201}
    assert len({told["person"] for _, told in answers}) == 1
    assert len({told["lead"] for _, told in answers}) == 1
    assert len({told["inquiry"] for _, told in answers}) == CLIENTS
    person = answers[0][1]["person"]
    assert instance.count("SELECT count(*) FROM lead_lead WHERE person_id = %s", person) == 1
    assert (
        instance.count("SELECT count(*) FROM capture_inquiry WHERE person_id = %s AND state = 'done'", person)
        == CLIENTS
    )
    assert (
        instance.count(
            "SELECT count(*) FROM follow_up_clock WHERE lead_id = %s AND name = 'first_touch'",
            answers[0][1]["lead"],
        )
        == 1
    )
