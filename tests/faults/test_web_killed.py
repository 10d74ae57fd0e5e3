"""A web process is killed after it kept an inquiry and before it decided it."""

import threading

import httpx
import pytest

from tests.faults.instance import Instance
from tests.waiting import PATIENCE, wait_until

EMAIL = "petr.dvorak@blueharbor.com"
KEPT = "SELECT count(*) FROM capture_inquiry WHERE state = %s AND raw LIKE '%%petr.dvorak@blueharbor.com%%'"
pytestmark = pytest.mark.slow


def test_an_inquiry_whose_web_process_was_killed_before_the_decision_is_decided_once(
    instance: Instance,
) -> None:
    server = instance.serve()
    answers: list[int] = []

    def send() -> None:
        said = {"email": EMAIL, "full_name": "Petr Dvorak", "country": "DE", "inquiry_kind": "contact_us"}
        with instance.client() as client:
            try:
                answers.append(client.post("/inquiries", json=said).status_code)
            except httpx.TransportError:
                answers.append(0)

    sending = threading.Thread(target=send)
    with instance.connect() as gate, gate.transaction():
        # Nobody can write a person now, so the process stands between its two commits.
        gate.execute("LOCK TABLE lead_person IN SHARE ROW EXCLUSIVE MODE")
        sending.start()
        wait_until(lambda: instance.count(KEPT, "waiting") == 1, "the inquiry was kept")
        web = instance.web_process(server)
        web.kill()
        web.wait(PATIENCE)
    sending.join(PATIENCE)
    assert answers == [0]

    # Two come to help; the server has a new web process by itself.
    instance.start("worker")
    instance.start("worker")
    wait_until(lambda: instance.count(KEPT, "done") == 1, "the inquiry is decided")
    wait_until(instance.is_ready, "the server answers again")
    events = (
        "SELECT count(*), count(DISTINCT e.kind) FROM ledger_event e JOIN lead_lead l ON l.id = e.lead_id "
        "JOIN lead_person p ON p.id = l.person_id WHERE p.email = %s"
    )
    with instance.connect() as look:
        found = look.execute(events, [EMAIL]).fetchone()
    assert found is not None
    assert found[0] == found[1] == 5
