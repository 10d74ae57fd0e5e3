"""The qualification checklist, answered in place."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser import flow
from handraiser.web import answer, undo
from handraiser.web.screen import StaffRequest, screen
from handraiser.web.sight import lead_to_work


@require_POST
@screen()
def give(request: StaffRequest, lead_id: UUID) -> HttpResponseBase:
    """Answer one question; the lead is decided again at once."""
    lead_to_work(request, lead_id)
    at = timezone.now()
    flow.answer(
        lead_id=lead_id,
        question=request.POST.get("question", ""),
        value=request.POST.get("answer", ""),
        note=request.POST.get("note", "")[:20_000],
        by=request.user.pk,
        at=at,
    )
    undoing = undo.of_act(request, lead_id, at)
    return answer.done(request, "Answer kept.", undo=undoing, back=reverse("web:lead", args=[lead_id]))
