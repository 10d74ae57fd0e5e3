"""The door itself: one django-ninja API whose every error is a problem, and whose description says so."""

from collections.abc import Callable
from typing import Any

import orjson
import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer
from psycopg import errors as postgres

from handraiser.acts.found import LeadNotFound
from handraiser.api import problems
from handraiser.api.body import StrictParser, too_large
from handraiser.api.describe import with_problems
from handraiser.api.keys import Key
from handraiser.api.problems import Fault, Problem
from handraiser.kit.refusal import Refusal
from handraiser.lead.writer import LostRace
from handraiser.staff.permissions import NotAllowed

log = structlog.get_logger(__name__)

# How long a caller waits before it tries again: our own database is back within a second or two.
RETRY_AFTER = "2"

ABOUT = """Send inquiries and behaviour in, read leads, and act on them.

Every call needs a key, sent as `Authorization: Bearer <key>`; the key acts with the role of its owner. Errors
are `application/problem+json`. Moments are RFC 3339 with an offset. Lists are paged by `after`: pass the `next`
of the page before. Ids of all kinds resolve for ever at `/api/v1/resolve/{id}`."""


class Json(BaseRenderer):
    """What operations return as plain values, written by orjson."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The body of the answer."""
        return orjson.dumps(data)


class Door(NinjaAPI):
    """Ninja's API with the problems written into its description."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The OpenAPI description."""
        return with_problems(super().get_openapi_schema(**options))


door = Door(
    title="Handraiser",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=Key(),
    parser=StrictParser(),
    renderer=Json(),
)


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to the caller. What nobody foresaw is logged and told as `failed`."""
    for kind, told in TOLD:
        if isinstance(error, kind):
            return told(error)
    log.error("api.failed", exc_info=error)
    return Problem(problems.FAILED, "An error that nobody foresaw; it was logged.")


def _of_http(error: Any) -> Problem:
    # Ninja wraps whatever the parser raised.
    if isinstance(error.__cause__, Problem):
        return error.__cause__
    known = {kind.status: kind for kind in problems.KINDS}
    return Problem(known.get(error.status_code, problems.UNREADABLE), str(error))


def _of_validation(error: Any) -> Problem:
    faults = [Fault(_field(each["loc"]), problems.sentence(each["msg"])) for each in error.errors]
    detail = f"{faults[0].field}: {faults[0].message}" if faults[0].field else faults[0].message
    return Problem(problems.INVALID, detail, errors=faults)


def _field(place: tuple[str | int, ...]) -> str:
    # ("body", name of our parameter, field, ...) or ("query", field, ...).
    own = place[2:] if place and place[0] == "body" else place[1:]
    return ".".join(str(part) for part in own)


def _of_refusal(error: Any) -> Problem:
    faults = [Fault(error.field, error.message)] if error.field else []
    return Problem(problems.REFUSED, error.message, errors=faults)


def _of_database(error: Any) -> Problem:
    cause = error.__cause__
    if isinstance(cause, postgres.QueryCanceled):
        return Problem(problems.TOO_SLOW, "The search was given up, since it took too long.")
    if isinstance(cause, postgres.ProgramLimitExceeded | postgres.DataError):
        log.error("api.not_storable", exc_info=error)
        return Problem(problems.INVALID, "A value is larger than can be stored.")
    if isinstance(
        cause, postgres.DeadlockDetected | postgres.SerializationFailure | postgres.LockNotAvailable
    ):
        return _conflict(error)
    log.warning("api.database_away", why=str(error).splitlines()[:1])
    return Problem(
        problems.DATABASE_AWAY,
        "The database does not answer. Nothing was acknowledged.",
        headers={"Retry-After": RETRY_AFTER},
    )


def _conflict(error: Any) -> Problem:
    log.info("api.conflict", why=str(error).splitlines()[:1])
    return Problem(problems.CONFLICT, "The same was changed by somebody else at this moment.")


def _unauthenticated(error: Any) -> Problem:
    return Problem(
        problems.UNAUTHENTICATED,
        "Send a key that is in use: Authorization: Bearer <key>.",
        headers={"WWW-Authenticate": 'Bearer realm="handraiser"'},
    )


# The first that fits is taken, so the special stand before the general.
TOLD: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (Problem, lambda error: error),
    (AuthenticationError, _unauthenticated),
    (ValidationError, _of_validation),
    (HttpError, _of_http),
    (Http404, lambda error: problems.not_found()),
    (NotAllowed, lambda error: Problem(problems.NOT_ALLOWED, error.message)),
    (LeadNotFound, lambda error: problems.not_found("There is no such lead.")),
    (Refusal, _of_refusal),
    (LostRace, _conflict),
    (RequestDataTooBig, lambda error: too_large()),
    (OperationalError, _of_database),
    (InterfaceError, _of_database),
)


def _tell(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(error).response()


for _kind in (Exception, Http404, HttpError, ValidationError, DatabaseError):
    door.add_exception_handler(_kind, _tell)
