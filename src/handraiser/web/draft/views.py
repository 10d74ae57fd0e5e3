"""All drafts, and how one begins, is described and goes."""

from typing import IO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from handraiser.process.drafts import (
    NotADraft,
    TextRefused,
    begin_draft,
    begin_draft_from,
    describe_draft,
    discard_draft,
)
from handraiser.process.models import State, Version
from handraiser.process.ready import BLANK, NotReady, ready_names, ready_text
from handraiser.process.source import MOST_CHARACTERS
from handraiser.staff.queries import snapshot
from handraiser.web import answer, undo
from handraiser.web.screen import StaffRequest, page, screen

READY = {
    BLANK: ("Blank", "Every section, with the questions that your team must answer."),
    "b2b_saas": ("B2B software", "A complete process for software sold to companies, to adapt."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def drafts(request: StaffRequest) -> HttpResponseBase:
    """The drafts there are; or a new one."""
    if request.method == "POST":
        return _begin(request)
    found = Version.objects.filter(state=State.DRAFT).order_by("-updated_at", "-created_at", "-id")
    context = {
        "drafts": found,
        "origins": {
            one.id: one.number for one in Version.objects.exclude(state=State.DRAFT).only("id", "number")
        },
        "people": {member.id: member.name for member in snapshot().members},
        "ready": [(name, *READY.get(name, (name.replace("_", " "), ""))) for name in ready_names()],
    }
    return page(request, "web/draft/page.html", context)


@require_POST
@screen("draft")
def note(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """What the draft is for."""
    at = timezone.now()
    describe_draft(version_id=version_id, note=request.POST.get("note", ""), by=request.user.pk, at=at)
    return answer.done(request, "Noted.", back=reverse("web:process_draft", args=[version_id]))


@require_POST
@screen("draft")
def discarding(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """The draft goes; the toast brings it back."""
    gone = discard_draft(version_id=version_id, by=request.user.pk, at=timezone.now())
    back = undo.offer(request, "draft", version_id=str(version_id))
    said = f"Draft {gone.number} is discarded."
    return answer.done(request, said, undo=back, back=reverse("web:process_drafts"))


def draft_or_404(version_id: UUID) -> Version:
    """The version, whether it is a draft still or not. Raises Http404."""
    found = Version.objects.filter(id=version_id).first()
    if found is None:
        raise Http404
    return found


def _begin(request: StaffRequest) -> HttpResponseBase:
    if not request.may.draft:
        raise PermissionDenied
    at, by, about = timezone.now(), request.user.pk, request.POST.get("note", "")
    file = request.FILES.get("file")
    if file is not None:
        draft = begin_draft(text=_text_of(file), note=about or (file.name or "")[:200], at=at, by=by)
    elif "ready" in request.POST:
        draft = begin_draft(text=_ready(request.POST["ready"]), note=about, at=at, by=by)
    else:
        draft = begin_draft_from(version_id=_origin(request), note=about, at=at, by=by)
    return redirect("web:process_draft", draft.id)


def _ready(name: str) -> str:
    try:
        return ready_text(name)
    except NotReady as missing:
        raise TextRefused(str(missing)) from None


def _origin(request: StaffRequest) -> UUID:
    wanted = request.POST.get("from", "")
    if wanted == "live" and request.live is not None:
        return request.live.version.id
    try:
        return draft_or_404(UUID(wanted)).id
    except ValueError:
        raise NotADraft("Choose what the draft begins from.") from None


def _text_of(file: IO[bytes]) -> str:
    content = file.read(4 * MOST_CHARACTERS + 1)
    if len(content) > 4 * MOST_CHARACTERS:
        raise TextRefused(f"The file is larger than {4 * MOST_CHARACTERS:,} bytes. Is this the right file?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TextRefused(
            "The file is not a text in UTF-8. Save it again as YAML with that encoding."
        ) from None
