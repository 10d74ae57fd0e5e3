"""The saves of a draft, and the way back to one of them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.process.drafts import step_back
from handraiser.process.models import Revision
from handraiser.staff.queries import snapshot
from handraiser.web import answer
from handraiser.web.draft.views import draft_or_404
from handraiser.web.screen import StaffRequest, page, screen


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Who saved when; or a step back."""
    draft = draft_or_404(version_id)
    if request.method == "POST":
        if not request.may.draft:
            raise PermissionDenied
        revision, to = (_number(request.POST.get(name, "")) for name in ("revision", "to"))
        step_back(version_id=version_id, revision=revision or 0, to=to, by=request.user.pk, at=timezone.now())
        back = request.headers.get("Referer") or reverse("web:process_draft", args=[version_id])
        return answer.done(request, "Stepped back. The later saves are kept.", back=back)
    context = {
        "shown": draft,
        "saves": Revision.objects.filter(version=draft).order_by("-number"),
        "people": {member.id: member.name for member in snapshot().members},
        "editable": request.may.draft,
    }
    return page(request, "web/draft/saves.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None
