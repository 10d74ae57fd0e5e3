"""What the caller may see and work on, everywhere alike. What they may not see is not there."""

from uuid import UUID

from handraiser.api.keys import CallRequest
from handraiser.api.problems import not_found
from handraiser.lead.models import Lead
from handraiser.staff.models import User
from handraiser.staff.permissions import may_act, may_see_lead, require, visible_leads_filter

NO_LEAD = "There is no such lead."


def seen_lead(request: CallRequest, lead_id: UUID) -> Lead:
    """The lead with its person and company. Raises Problem."""
    user = request.auth.user
    found = Lead.objects.select_related("person", "company").filter(id=lead_id).first()
    if found is None or not may_see_lead(user, found.owner_id, found.team):
        raise not_found(NO_LEAD)
    return found


def lead_to_work(request: CallRequest, lead_id: UUID) -> Lead:
    """The lead, if the caller may act on it. Raises Problem or NotAllowed."""
    lead = seen_lead(request, lead_id)
    require(may_act, request.auth.user, lead.owner_id, lead.team)
    return lead


def sees_person(user: User, person_id: UUID | None) -> bool:
    """Whether the person has a lead that the user sees; who sees all leads sees all people."""
    scope = visible_leads_filter(user)
    if scope.everything:
        return True
    return person_id is not None and Lead.objects.filter(scope.q(), person_id=person_id).exists()


def sees_company(user: User, company_id: UUID) -> bool:
    """The same for a company."""
    scope = visible_leads_filter(user)
    return scope.everything or Lead.objects.filter(scope.q(), person__company_id=company_id).exists()
