"""How a page is answered: who may see it, in which zone, in one transaction, with refusals told and not thrown.

A view below `@screen` is thin: it parses, makes one call into the rooms, and renders.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from handraiser.kit.refusal import Refusal
from handraiser.staff.models import User
from handraiser.web.answer import refused
from handraiser.web.live import Live, live_process
from handraiser.web.may import May, may_of
from handraiser.web.navigation import entries

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request by somebody on the staff, as `@screen` hands it on."""

    user: User
    may: May
    live: Live | None
    zone: ZoneInfo


def screen(needs: str | None = None, *, one_transaction: bool = True) -> Callable[[View], View]:
    """Makes a view a page for the staff. `needs` names the permission in `May` without which it is refused.

    A verb that commits by itself, such as taking in an inquiry, is called with `one_transaction=False`.
    """

    def of(view: View) -> View:
        @wraps(view)
        def answer(request: StaffRequest, *args: Any, **keys: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            _refuse_nul(request)
            request.may = may_of(request.user)
            if needs is not None and not getattr(request.may, needs):
                raise PermissionDenied
            request.zone = _zone_of(request.user)
            with timezone.override(request.zone):
                request.live = live_process()
                return _answer(view, request, one_transaction, *args, **keys)

        return answer

    return of


def page(
    request: StaffRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The template with what every page shows around it."""
    around = {
        "navigation": entries(request.path, request.may),
        "may": request.may,
        "stages": request.live.stages if request.live else {},
        "version": request.live.version if request.live else None,
        "document": request.live.document if request.live else None,
        "at": timezone.now(),
    }
    return render(request, template, {**around, **(context or {})}, status=status)


def _answer(
    view: View, request: StaffRequest, one_transaction: bool, *args: Any, **keys: Any
) -> HttpResponseBase:
    if request.method in ("GET", "HEAD"):
        return view(request, *args, **keys)
    try:
        with transaction.atomic() if one_transaction else nullcontext():
            return view(request, *args, **keys)
    except Refusal as refusal:
        return refused(request, refusal)


def _refuse_nul(request: HttpRequest) -> None:
    """No keyboard types it, and PostgreSQL holds none: it is a bad request, not a fault of ours."""
    said = [*request.GET.values(), *(request.POST.values() if request.method == "POST" else ())]
    if any("\x00" in str(value) for value in said):
        raise BadRequest("A NUL character")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    # A fragment must not become a sign-in form in the middle of a page.
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("web:sign_in")})
    return redirect_to_login(request.get_full_path())


def _zone_of(user: User) -> ZoneInfo:
    return ZoneInfo(user.time_zone or (user.team.time_zone if user.team else "") or "UTC")
