"""The qualification checklist, answered in place."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser import flow
from handraiser.web.lead.after import done_to
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
    return done_to(request, lead_id, "Answer kept.", at=at)
