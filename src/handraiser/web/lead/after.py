"""What follows an act on a lead."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from handraiser.web import answer, undo
from handraiser.web.screen import StaffRequest
from handraiser.web.sight import seen_leads


def done_to(request: StaffRequest, lead_id: UUID, said: str, *, at: datetime) -> HttpResponse:
    """Say that it is done, with its undo. Whoever gave the lead out of sight goes on in the worklist."""
    undoing, own = undo.of_act(request, lead_id, at), reverse("web:lead", args=[lead_id])
    if seen_leads(request).filter(id=lead_id).exists():
        return answer.done(request, said, undo=undoing, back=own)
    return answer.left(request, said, undo=undoing, gone=own, back=reverse("web:worklist"))
