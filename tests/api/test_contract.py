"""The description keeps its word: calls made up from it are answered as it says, and none makes the door fail."""

from collections.abc import Callable, Iterable
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS

from tests.api.conftest import Caller

SIGNALS = (request_started, request_finished)
handler = WSGIHandler()


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The server, but within the test's transaction, which a request would otherwise close as left over."""
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    try:
        response = handler(environ, start)
        body = b"".join(response)
        response.close()
        return [body]
    finally:
        for signal in SIGNALS:
            signal.connect(close_old_connections)


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
KEPT = [
    check
    for check in CHECKS.get_all()
    if check.__name__
    in {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    }
]


@schema.parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_a_call_made_up_from_the_description_is_answered_as_it_says(
    case: Any, erin: Caller, hand_raiser: dict[str, Any]
) -> None:
    # Made-up ids would all be unknown, and the acts never tried.
    real = {
        "lead_id": hand_raiser["lead"],
        "person_id": hand_raiser["person"],
        "any_id": hand_raiser["person"],
    }
    real["inquiry_id"] = hand_raiser["inquiry"]
    case.path_parameters = {
        **(case.path_parameters or {}),
        **{n: real[n] for n in case.path_parameters or {} if n in real},
    }
    response = case.call(headers=erin.headers)
    case.validate_response(response, checks=KEPT)
