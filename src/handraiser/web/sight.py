"""Which leads a person may see, on every page alike."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from handraiser.lead.models import Lead
from handraiser.staff.permissions import may_act, require
from handraiser.web.screen import StaffRequest


def seen_leads(request: StaffRequest) -> QuerySet[Lead]:
    """The leads that this person may see."""
    return Lead.objects.filter(request.may.scope.q())


def seen_lead(request: StaffRequest, lead_id: UUID) -> Lead:
    """One lead with its person, company and owner. To those who may not see it, it is not there: Http404."""
    found = seen_leads(request).select_related("person", "company", "owner").filter(id=lead_id).first()
    if found is None:
        raise Http404
    return found


def lead_to_work(request: StaffRequest, lead_id: UUID) -> Lead:
    """One lead that this person may act on. Raises Http404, or NotAllowed."""
    lead = seen_lead(request, lead_id)
    require(may_act, request.user, lead.owner_id, lead.team)
    return lead
