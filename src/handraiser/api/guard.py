"""Around every address of the door: what happens outside an operation is told as a problem too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt

from handraiser.api.body import LARGEST, stated_length, too_large
from handraiser.api.door import problem_of
from handraiser.api.problems import INVALID, WRONG_METHOD, Fault, Problem, not_found

View = Callable[..., HttpResponseBase]


def guarded(pattern: URLPattern | URLResolver) -> URLPattern:
    """The same address with the guard around its view."""
    assert isinstance(pattern, URLPattern)
    pattern.callback = guard(pattern.callback)
    return pattern


def guard(view: View) -> View:
    """The view; too large a body, a NUL in the query, a wrong method or an error becomes a problem."""

    # Keys travel in a header that no other site can make a browser send, so there is nothing to forge.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        try:
            if stated_length(request) > LARGEST:
                raise too_large()
            _refuse_nul_in_query(request)
            response = view(request, *args, **keys)
        except Exception as error:  # noqa: BLE001 - whatever it was, the caller gets a problem and the log the rest.
            return problem_of(error).response()
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            message = f"{request.method} is not for this address; it takes {allowed}."
            return Problem(WRONG_METHOD, message, headers={"Allow": allowed}).response()
        return response

    return answer


@guard
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Any address that nothing stands at."""
    raise not_found()


def _refuse_nul_in_query(request: HttpRequest) -> None:
    if "%00" not in request.META.get("QUERY_STRING", ""):
        return
    for name, values in request.GET.lists():
        if any("\0" in value for value in values) or "\0" in name:
            message = "The text holds a NUL character, which no text may."
            raise Problem(INVALID, message, errors=[Fault(name.replace("\0", ""), message)])
