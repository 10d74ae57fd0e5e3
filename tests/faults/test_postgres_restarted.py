"""PostgreSQL goes away under load: whoever was acknowledged is durable, and nothing of ours needs a restart."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import psutil
import pytest

from handraiser.config import embedded
from tests.faults.instance import Instance
from tests.waiting import PATIENCE, wait_until

CLIENTS = 4
INQUIRIES_EACH = 35
pytestmark = pytest.mark.slow


@dataclass
class Record:
    """What the clients were answered."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    unavailable: list[httpx.Response] = field(default_factory=list)


def keep_sending(instance: Instance, number: int, record: Record) -> None:
    """Inquiries one after the other, each sent again, when told that the database is away, until it is taken."""
    pause = threading.Event()
    with instance.client() as client:
        for index in range(INQUIRIES_EACH):
            email = f"person{number}-{index}@blueharborlogistics.com"
            said = {"email": email, "full_name": "Omar Haddad", "inquiry_kind": "contact_us", "country": "DE"}
            give_up = time.monotonic() + PATIENCE
            while time.monotonic() < give_up:
                answer = client.post("/inquiries", json=said, headers={"Idempotency-Key": email})
                if answer.is_success:
                    record.acknowledged[email] = answer.json()["inquiry"]
                    break
                assert answer.status_code == 503, answer.text
                record.unavailable.append(answer)
                pause.wait(float(answer.headers["Retry-After"]) / 4)
            else:
                raise AssertionError(f"{email} was never taken in.")


def restart(instance: Instance) -> None:
    """As an administrator does it, with our own module."""
    server = embedded.Server(instance.home)
    server.stop()
    server.ensure_running()


def kill(instance: Instance) -> None:
    """As the kernel does it when memory runs out. The web server's watch starts it again."""
    postmaster: psutil.Process = instance.postmaster()
    postmaster.kill()
    postmaster.wait(PATIENCE)


def test_who_was_acknowledged_is_durable_and_all_goes_on_by_itself(instance: Instance) -> None:
    server = instance.serve()
    web = instance.web_process(server)
    record = Record()

    with ThreadPoolExecutor(CLIENTS) as clients:
        sending = [clients.submit(keep_sending, instance, number, record) for number in range(CLIENTS)]
        wait_until(lambda: len(record.acknowledged) >= 20, "the first were taken in")
        restart(instance)
        wait_until(lambda: len(record.acknowledged) >= 70, "more were taken in after the restart")
        kill(instance)
        for client in sending:
            client.result(3 * PATIENCE)

    assert len(record.acknowledged) == CLIENTS * INQUIRIES_EACH
    assert record.unavailable
    for answer in record.unavailable:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["title"] == "The database is away"
    assert instance.web_process(server) == web
    durable = "SELECT count(*) FROM capture_inquiry WHERE id = ANY(%s::uuid[])"
    assert instance.count(durable, list(record.acknowledged.values())) == CLIENTS * INQUIRIES_EACH

    # What was durable but not decided when the database went is carried on by the worker, once.
    instance.start("worker")
    left = "SELECT count(*) FROM capture_inquiry WHERE state <> 'done' AND raw LIKE '%%@blueharborlogistics.com%%'"
    wait_until(lambda: instance.count(left) == 0, "all are decided")
    people = "SELECT count(*) FROM lead_person WHERE email LIKE '%%@blueharborlogistics.com'"
    assert instance.count(people) == CLIENTS * INQUIRIES_EACH
    inquiries = "SELECT count(*) FROM capture_inquiry WHERE raw LIKE '%%@blueharborlogistics.com%%'"
    assert instance.count(inquiries) == CLIENTS * INQUIRIES_EACH
    clocks = (
        "SELECT count(*) FROM follow_up_clock c JOIN lead_lead l ON l.id = c.lead_id "
        "JOIN lead_person p ON p.id = l.person_id "
        "WHERE c.name = 'first_touch' AND p.email LIKE '%%@blueharborlogistics.com'"
    )
    assert instance.count(clocks) == CLIENTS * INQUIRIES_EACH
