"""Adding, changing and removing one entry of the section, right in the text of the draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.process.drafts import save_draft
from handraiser.process.editing import Add, Change, Drop, Put, edit
from handraiser.process.models import Version
from handraiser.web.discovery.forms import SHAPES, TITLES, EntryForm, FrameForm, form_for
from handraiser.web.discovery.sections import Parts, parts_of
from handraiser.web.discovery.views import version_or_404
from handraiser.web.screen import StaffRequest, page, screen

FRAME = "frame"
NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
@screen("draft")
def entry(request: StaffRequest, version_id: UUID, name: str, place: str) -> HttpResponseBase:
    """The dialog of one entry: `new`, or its place in the list; `frame` is what stands above the lists."""
    shown = version_or_404(version_id)
    parts = parts_of(shown)
    if name == FRAME:
        form: EntryForm = FrameForm(request.POST or None, initial=_frame(parts))
    elif name in SHAPES:
        form = form_for(
            name, parts.buying_stages, request.POST or None, _initial(request, parts, name, place)
        )
    else:
        raise Http404
    if request.method == "POST" and (request.POST.get("act") == "remove" or form.is_valid()):
        return _save(request, shown, _change(request, form, parts, name, place), name)
    context = {
        "shown": shown,
        "form": form,
        "title": TITLES.get(name, "Discovery"),
        "new": place == NEW,
        "removable": place != NEW and name != FRAME,
        "revision": request.POST.get("revision") or shown.revision,
    }
    return page(request, "web/discovery/entry.html", context)


def _change(request: StaffRequest, form: EntryForm, parts: Parts, name: str, place: str) -> list[Change]:
    if name == FRAME:
        told = form.cleaned_data
        audiences = [line.strip() for line in told["audiences"].splitlines() if line.strip()]
        return [
            Put(("discovery", "about"), told["about"]),
            Put(("discovery", "audiences"), list(dict.fromkeys(audiences))),
        ]
    if place == NEW:
        return [Add(("discovery", name), form.said())]
    path = ("discovery", name, _index(parts, name, place))
    return [Drop(path)] if request.POST.get("act") == "remove" else [Put(path, form.said())]


def _save(request: StaffRequest, shown: Version, changes: list[Change], name: str) -> HttpResponseBase:
    written = request.POST.get("revision", "")
    revision = int(written) if written.isdecimal() and len(written) < 9 else 0
    save_draft(
        version_id=shown.id,
        text=edit(shown.text, changes),
        revision=revision,
        by=request.user.pk,
        at=timezone.now(),
    )
    messages.success(request, "Saved in the draft.")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(f"{reverse('web:process_discovery', args=[shown.id])}#{name}")


def _initial(request: StaffRequest, parts: Parts, name: str, place: str) -> dict[str, Any]:
    if place == NEW:
        return {key: value for key, value in request.GET.items() if key in SHAPES[name].model_fields}
    said = getattr(parts.discovery, name)[_index(parts, name, place)].model_dump()
    return {**said, "said_": said["said"]} if name == "findings" else dict(said)


def _index(parts: Parts, name: str, place: str) -> int:
    if not place.isdecimal() or int(place[:9]) >= len(getattr(parts.discovery, name)):
        raise Http404
    return int(place)


def _frame(parts: Parts) -> dict[str, Any]:
    return {"about": parts.discovery.about, "audiences": "\n".join(parts.discovery.audiences)}
