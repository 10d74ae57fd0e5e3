"""Read a JSON body: UTF-8, complete, not nested without end, and, where asked, without NUL characters."""

from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from ninja.parser import Parser

from handraiser.api.problems import INVALID, TOO_LARGE, UNREADABLE, WRONG_TYPE, Fault, Problem

LARGEST = 5 * 1024 * 1024
DEEPEST = 32


class StrictParser(Parser):
    """How bodies of acts are read: NUL is refused, since none of their texts can hold one."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python values. Raises Problem."""
        body = read_json(request)
        # Only an escape can smuggle a NUL in, so most bodies need no walk.
        if b"\\u0000" in request.body:
            _refuse_nul(body, "")
        return body


def read_json(request: HttpRequest) -> Any:
    """The body as Python values. Raises Problem: too large, not JSON, or not readable."""
    kind = (request.content_type or "").lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Problem(WRONG_TYPE, f"The body must be JSON, not {kind or 'of no stated type'}.")
    raw = read_raw(request)
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem(UNREADABLE, f"The body is not valid JSON: {error}.") from error
    if too_deep(body, DEEPEST):
        raise Problem(UNREADABLE, f"The body is nested more than {DEEPEST} levels deep.")
    return body


def read_raw(request: HttpRequest) -> bytes:
    """The body's bytes. Raises Problem when they are too many, or stop half-way."""
    if stated_length(request) > LARGEST:
        raise too_large()
    if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
        # Django reads as much as was announced, and here nothing was; the server knows where the body ends.
        request._body = request.META["wsgi.input"].read(LARGEST + 1)
    try:
        raw = request.body
    except RequestDataTooBig as error:
        raise too_large() from error
    except (UnreadablePostError, RawPostDataException) as error:
        raise Problem(UNREADABLE, "The body ended before it was complete.") from error
    if len(raw) > LARGEST:
        raise too_large()
    return raw


def stated_length(request: HttpRequest) -> int:
    """What the Content-Length header says; 0 where it says nothing sensible."""
    stated = request.META.get("CONTENT_LENGTH") or ""
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 20 else 0


def too_large() -> Problem:
    """The body is larger than we take."""
    return Problem(TOO_LARGE, f"The body is larger than {LARGEST // 1024 // 1024} MB.")


def too_deep(value: object, levels: int) -> bool:
    """Whether lists and objects are nested deeper than so many levels."""
    if isinstance(value, dict):
        return levels == 0 or any(too_deep(inner, levels - 1) for inner in value.values())
    if isinstance(value, list):
        return levels == 0 or any(too_deep(inner, levels - 1) for inner in value)
    return False


def _refuse_nul(value: object, path: str) -> None:
    if isinstance(value, str) and "\0" in value:
        message = "The text holds a NUL character, which no text may."
        raise Problem(INVALID, message, errors=[Fault(path, message)])
    if isinstance(value, dict):
        for name, inner in value.items():
            _refuse_nul(name, path)
            _refuse_nul(inner, f"{path}.{name}".lstrip("."))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            _refuse_nul(inner, f"{path}.{index}".lstrip("."))
