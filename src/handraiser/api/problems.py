"""What goes wrong, said in one form: problem+json (RFC 9457). The closed list of problems stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
# Each kind of problem is explained on the page that explains the API.
EXPLAINED_AT = "/api/v1/docs#problem-"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its title, and what to do about it."""

    slug: str
    status: int
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field. `field` is a path such as `inquiries.3.email`; empty for the whole."""

    field: str
    message: str

    def as_json(self) -> dict[str, str]:
        """The two members of an entry of `errors`."""
        return {"field": self.field, "message": self.message}


UNREADABLE = Kind("unreadable", 400, "The body cannot be read", "Send UTF-8 JSON, complete and valid.")
UNAUTHENTICATED = Kind(
    "unauthenticated", 401, "No valid key", "Send `Authorization: Bearer <key>` with a key that is in use."
)
NOT_ALLOWED = Kind(
    "not-allowed", 403, "Not allowed", "The role of the key's owner does not include this act."
)
NOT_FOUND = Kind("not-found", 404, "Not found", "Nothing is there, or nothing that the key's owner may see.")
WRONG_METHOD = Kind(
    "method-not-allowed", 405, "Method not allowed", "The Allow header names what this address takes."
)
KEY_REUSED = Kind(
    "idempotency-key-reused",
    409,
    "The idempotency key was used for another body",
    "Use a new key for a new call, and the same body when you repeat one.",
)
CONFLICT = Kind(
    "conflict", 409, "Somebody else was quicker", "The same was changed at the same moment. Try again."
)
TOO_LARGE = Kind("too-large", 413, "Too large", "A body has 5 MB at most, and a list 1,000 entries.")
WRONG_TYPE = Kind("unsupported-media-type", 415, "Not JSON", "Send `Content-Type: application/json`.")
INVALID = Kind("invalid", 422, "The input is not valid", "`errors` names each field and what is wrong.")
REFUSED = Kind(
    "refused", 422, "Refused", "The process, or the state of the lead, does not allow it; `detail` says why."
)
TOO_SLOW = Kind(
    "too-slow",
    422,
    "The search takes too long",
    "Narrow the condition, or leave out a pattern that starts with %.",
)
FAILED = Kind(
    "failed", 500, "Something failed on our side", "It was logged. What you sent may be tried again."
)
DATABASE_AWAY = Kind(
    "database-away", 503, "The database is away", "Nothing was taken in. Try again after Retry-After seconds."
)

KINDS: tuple[Kind, ...] = (
    UNREADABLE,
    UNAUTHENTICATED,
    NOT_ALLOWED,
    NOT_FOUND,
    WRONG_METHOD,
    KEY_REUSED,
    CONFLICT,
    TOO_LARGE,
    WRONG_TYPE,
    INVALID,
    REFUSED,
    TOO_SLOW,
    FAILED,
    DATABASE_AWAY,
)


class Problem(Exception):
    """Ends a call with a problem. `more` are members beside those of the standard."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.more = dict(more or {})

    def response(self) -> HttpResponse:
        """The problem as the caller gets it."""
        told: dict[str, object] = {
            **self.more,
            "type": EXPLAINED_AT + self.kind.slug,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "errors": [fault.as_json() for fault in self.errors],
        }
        return HttpResponse(
            orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS),
            status=self.kind.status,
            content_type=MEDIA_TYPE,
            headers=self.headers,
        )


def invalid(field: str, message: str) -> Problem:
    """One field is wrong."""
    return Problem(INVALID, message, errors=[Fault(field, message)])


def not_found(what: str = "There is nothing at this address.") -> Problem:
    """It is not there, or not for the asker: the two look the same from outside."""
    return Problem(NOT_FOUND, what)


def sentence(message: str) -> str:
    """What a validator says, as a sentence for people."""
    message = message.removeprefix("Value error, ").replace("Input should be", "It should be")
    return message if message.endswith(".") else f"{message}."
