"""One lead: the whole page, and the glance beside the worklist."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.lead.models import Lead
from handraiser.staff.permissions import may_act, may_reassign
from handraiser.staff.queries import snapshot
from handraiser.web import undo
from handraiser.web.lead.sheet import sheet_of
from handraiser.web.live import process_of
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.sight import seen_lead


@require_safe
@screen()
def show(request: StaffRequest, lead_id: UUID) -> HttpResponseBase:
    """Everything about one lead."""
    return _sheet(request, seen_lead(request, lead_id), "web/lead/page.html")


@require_safe
@screen()
def glance(request: StaffRequest, lead_id: UUID) -> HttpResponseBase:
    """What one needs before a call, beside the worklist."""
    return _sheet(request, seen_lead(request, lead_id), "web/lead/glance.html")


def _sheet(request: StaffRequest, lead: Lead, template: str) -> HttpResponseBase:
    at = timezone.now()
    request.live = process_of(lead, request.live)
    sheet = sheet_of(lead, request.live, at=at, all_events=request.GET.get("events") == "all")
    offered_to = sheet.offer.offered_to_id if sheet.offer else None
    acts = may_act(request.user, lead.owner_id, lead.team) and request.live is not None
    context = {
        "sheet": sheet,
        "undoing": undo.last_of(request, lead.id, sheet.lines, at=at),
        "lead": lead,
        "person": sheet.person,
        "teams": {team.key: team.name for team in snapshot().teams},
        "acts": acts and lead.ended_at is None,
        "may_answer_offer": acts and sheet.offer is not None and offered_to in (None, request.user.pk),
        "may_give": may_reassign(request.user, lead.owner_id, lead.team) and lead.ended_at is None,
    }
    return page(request, template, context)
