"""A draft as text: saved, and checked while somebody types."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from handraiser.kit.refusal import Refusal
from handraiser.process.drafts import DraftMoved, save_draft
from handraiser.process.models import Revision, State, Version
from handraiser.process.source import MOST_CHARACTERS
from handraiser.web.draft.conditions import conditions_of
from handraiser.web.draft.conflict import conflict_page, put_together
from handraiser.web.draft.findings import MOST_SHOWN, data_of, findings, tree_of
from handraiser.web.draft.views import draft_or_404
from handraiser.web.draft.words import words_of
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.spans import day_and_time


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def edit_text(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """The text to write in; or what was written."""
    draft = draft_or_404(version_id)
    if request.method == "POST":
        return _save(request, draft)
    if draft.state != State.DRAFT:
        return redirect("web:process_version_source", draft.id)
    return _page(request, draft, draft.text)


@require_POST
@screen()
def checks(request: StaffRequest) -> HttpResponseBase:
    """The faults of a text with their lines, for an editor that asks while somebody types."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    found = findings(text)
    answer = {
        **_told(found.faults),
        "questions": len(found.questions),
        "words": words_of(data_of(text)),
        "conditions": list(conditions_of(text, tree_of(text))),
    }
    return JsonResponse(answer)


def _page(request: StaffRequest, draft: Version, text: str, refusal: str = "") -> HttpResponseBase:
    found = findings(text)
    context = {
        "shown": draft,
        "text": text,
        "found": found,
        "faults": found.faults[:MOST_SHOWN],
        "most": MOST_CHARACTERS,
        "refusal": refusal,
        "editable": request.may.draft,
    }
    return page(request, "web/draft/text.html", context, status=422 if refusal else 200)


def _save(request: StaffRequest, draft: Version) -> HttpResponseBase:
    if not request.may.draft:
        raise PermissionDenied
    wanted = request.POST.get("revision", "")
    revision = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if "put_together" in request.POST and draft.revision == revision:
        text = put_together(theirs=draft.text, mine=text, picks=request.POST)
    quick = request.headers.get("Accept") == "application/json"
    try:
        saved = save_draft(
            version_id=draft.id, text=text, revision=revision, by=request.user.pk, at=timezone.now()
        )
    except DraftMoved as moved:
        if quick:
            return JsonResponse({"moved": True}, status=422)
        kept = Revision.objects.filter(version=draft, number=revision).first()
        return conflict_page(request, moved, base=kept.text if kept else None)
    except Refusal as refused:
        if quick:
            return JsonResponse({"refusal": refused.message}, status=422)
        return _page(request, draft, text[:MOST_CHARACTERS], refused.message)
    if quick:
        return JsonResponse({"revision": saved.revision, "saved": _when(saved)})
    return redirect("web:process_draft_text", draft.id)


def _when(saved: Version) -> str:
    local = timezone.localtime(saved.updated_at or saved.created_at)
    return day_and_time(local, timezone.localtime())


def _told(faults: tuple[Any, ...]) -> dict[str, Any]:
    shown = [
        {
            "line": fault.line,
            "column": fault.column,
            "path": fault.path,
            "wrong": fault.wrong,
            "meant": fault.meant,
        }
        for fault in faults[:MOST_SHOWN]
    ]
    return {"faults": shown, "count": len(faults)}
