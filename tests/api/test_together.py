"""Many callers at the same moment, and the worst that can happen to the database below them."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import orjson
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from handraiser.capture.models import Inquiry
from handraiser.lead.models import Lead, Person
from tests.api.conftest import Caller, problem, told

CALLERS = 16
LENA = {
    "email": "lena.hoffmann@kestrel-analytics.com",
    "full_name": "Lena Hoffmann",
    "inquiry_kind": "contact_us",
}

OMAR = {"email": "omar.haddad@blueharborlogistics.com"}
SERVER: Any = WSGIHandler()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dev_at_large(transactional_db: None, call_as: Callable[[str], Caller]) -> Iterator[Caller]:
    yield call_as("dev")
    connections.close_all()


def at_once(count: int, call: Callable[[int], Any]) -> list[Any]:
    """Run a call in so many threads that start together; their outcomes in order."""
    start = threading.Barrier(count)
    outcomes: list[Any] = [None] * count

    def run(own: int) -> None:
        start.wait()
        try:
            outcomes[own] = call(own)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(own,)) for own in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server would send."""

    status_code: int
    headers: dict[str, str]
    content: bytes


def post(caller: Caller, path: str, body: Any, **headers: str) -> Answered:
    """A call as the server makes it: the test client keeps connections that a real request would replace."""
    raw = orjson.dumps(body)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/api/v1{path}",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": BytesIO(raw),
    }
    for name, value in {**caller.headers, **headers}.items():
        environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    setup_testing_defaults(environ)
    started: list[Any] = []
    response = SERVER(environ, lambda status, sent: started.extend((status, sent)))
    content = b"".join(response)
    response.close()
    return Answered(int(started[0][:3]), dict(started[1]), content)


def test_sixteen_callers_with_the_same_person_make_one_person_and_one_lead(dev_at_large: Caller) -> None:
    spellings = (
        "lena.hoffmann@kestrel-analytics.com",
        "LENA.Hoffmann@Kestrel-Analytics.COM",
        "lena.hoffmann+x@kestrel-analytics.com",
    )
    responses = at_once(
        CALLERS,
        lambda own: post(dev_at_large, "/inquiries", {**LENA, "email": spellings[own % len(spellings)]}),
    )
    answers = [told(response) for response in responses]
    assert {response.status_code for response in responses} <= {200, 201}
    assert Person.objects.count() == Lead.objects.count() == 1
    assert {answer["lead"] for answer in answers} == {str(Lead.objects.get().id)}
    assert [answer["result"] for answer in answers].count("new") == 1
    assert Inquiry.objects.count() == CALLERS
    assert all(answer["owner"] and answer["due_at"] for answer in answers)


def test_sixteen_lists_that_share_people_make_each_of_them_once(dev_at_large: Caller) -> None:
    def send(own: int) -> Any:
        emails = [f"person{(own * 7 + step) % 30}@kestrel-analytics.com" for step in range(30)]
        return post(dev_at_large, "/inquiries", [{"email": email} for email in emails])

    answers = [answer for response in at_once(4, send) for answer in told(response)["results"]]
    assert {answer["result"] for answer in answers} <= {"new", "same", "updated"}
    assert Person.objects.count() == Lead.objects.count() == 30


def test_the_same_call_sent_sixteen_times_at_once_is_one_inquiry(dev_at_large: Caller) -> None:
    responses = at_once(
        CALLERS, lambda own: post(dev_at_large, "/inquiries", LENA, **{"Idempotency-Key": "only-once"})
    )
    assert Inquiry.objects.count() == 1
    told_inquiries = {told(response)["inquiry"] for response in responses}
    assert told_inquiries == {str(Inquiry.objects.get().id)}


def test_the_same_event_sent_sixteen_times_at_once_is_stored_once(dev_at_large: Caller) -> None:
    event = {"kind": "trial", "email": LENA["email"], "id": "e-1"}
    answers = [told(r) for r in at_once(CALLERS, lambda own: post(dev_at_large, "/events", event))]
    assert [answer["result"] for answer in answers].count("new") == 1
    assert [answer["result"] for answer in answers].count("same") == CALLERS - 1


def test_one_call_that_cannot_be_kept_does_not_fail_those_that_share_its_batch(dev_at_large: Caller) -> None:
    long = [{"email": f"p{n}@kestrel-analytics.com", "message": "x" * 20_000} for n in range(20)]
    responses = at_once(
        8,
        lambda own: post(
            dev_at_large, "/inquiries", long if own == 3 else {"email": f"own{own}@kestrel-analytics.com"}
        ),
    )
    assert {response.status_code for response in responses} <= {200, 201}
    assert Person.objects.count() == 27


def test_a_connection_that_was_cut_is_replaced_without_a_word(dev_at_large: Caller) -> None:
    assert post(dev_at_large, "/inquiries", OMAR).status_code == 201
    _cut_all_connections()
    response = post(dev_at_large, "/inquiries", LENA)
    assert response.status_code == 201, response.content
    assert Inquiry.objects.count() == 2


def test_while_the_database_is_away_nothing_is_acknowledged_and_the_caller_is_told_when_to_return(
    dev_at_large: Caller,
) -> None:
    # PostgreSQL refuses connections to this database, and ends those that there are.
    name = connection.settings_dict["NAME"]
    _allow_connections(name, allowed=False)
    try:
        response = post(dev_at_large, "/inquiries", LENA)
    finally:
        _allow_connections(name, allowed=True)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) >= 1
    assert problem(response)["type"].endswith("#problem-database-away")
    assert Inquiry.objects.count() == 0
    again = post(dev_at_large, "/inquiries", LENA)
    assert again.status_code == 201, again.content


def _cut_all_connections() -> None:
    _as_maintainer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
        [connection.settings_dict["NAME"]],
    )


def _allow_connections(name: str, *, allowed: bool) -> None:
    _as_maintainer(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {"true" if allowed else "false"}', None)
    if not allowed:
        _cut_all_connections()


def _as_maintainer(statement: str, parameters: list[Any] | None) -> None:
    """Say something to the server over a connection that is not the tests' own."""
    import psycopg

    own = connection.get_connection_params()
    known = {key: own[key] for key in ("host", "port", "user", "password") if key in own}
    with psycopg.connect(dbname="postgres", autocommit=True, **known) as maintainer:
        maintainer.execute(statement, parameters)
