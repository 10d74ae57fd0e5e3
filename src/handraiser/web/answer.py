"""What follows an act: a toast with its undo, and the page drawn anew where the act was done."""

import json
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from handraiser.kit.refusal import Refusal


def done(request: HttpRequest, text: str, *, undo: str = "", back: str = "/") -> HttpResponse:
    """Say that it is done. `undo` is the address that takes it back, `back` where a page without script goes."""
    if _is_fragment(request):
        return HttpResponse(
            _toast(request, text, undo=undo),
            headers={"HX-Trigger": json.dumps({"close-dialog": "", "changed": ""}), "HX-Reswap": "none"},
        )
    messages.success(request, text, extra_tags=undo)
    return HttpResponseRedirect(_safe(request, back))


def left(request: HttpRequest, text: str, *, undo: str = "", gone: str, back: str) -> HttpResponse:
    """The same where the page `gone` may no longer be seen: whoever stands on it is led to `back`."""
    if _is_fragment(request) and not _is_under(request.headers.get("HX-Current-URL", ""), gone):
        return done(request, text, undo=undo)
    messages.success(request, text, extra_tags=undo)
    wanted = _safe(request, back)
    return to(request, back if _is_under(wanted, gone) else wanted)


def refused(request: HttpRequest, refusal: Refusal, *, back: str = "/") -> HttpResponse:
    """Say why not. The page stays as it is."""
    return told(request, refusal.message, back=request.headers.get("Referer", back))


def told(request: HttpRequest, sentence: str, *, back: str = "/") -> HttpResponse:
    """The same for a sentence of the page's own."""
    if _is_fragment(request):
        toast = _toast(request, sentence, look="error")
        return HttpResponse(toast, status=422, headers={"HX-Reswap": "none"})
    messages.error(request, sentence)
    return HttpResponseRedirect(_safe(request, back))


def to(request: HttpRequest, address: str) -> HttpResponse:
    """Go to another page, from a fragment too."""
    if _is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _toast(request: HttpRequest, text: str, *, undo: str = "", look: str = "") -> str:
    toast = render_to_string("web/parts/toast.html", {"text": text, "undo": undo, "look": look}, request)
    return f'<div id="toasts" hx-swap-oob="beforeend">{toast}</div>'


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _is_under(address: str, page: str) -> bool:
    path = urlsplit(address).path
    return path == page or path.startswith(f"{page}/")


def _safe(request: HttpRequest, address: str) -> str:
    wanted = request.POST.get("next") or address
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"
