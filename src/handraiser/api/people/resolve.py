"""`GET /resolve/{id}`: what any id of ours stands for. Ids resolve for ever, whatever becomes of what they name."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpResponse

from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.people.shape import Resolved
from handraiser.api.problems import not_found
from handraiser.api.replies import reply
from handraiser.api.sight import sees_company, sees_person
from handraiser.capture.models import Inquiry
from handraiser.follow_up.models import Clock, Touch
from handraiser.handoff.models import Offer, Opportunity
from handraiser.lead.models import Company, Lead, Person
from handraiser.ledger.models import Event
from handraiser.process.models import Version
from handraiser.staff.models import User
from handraiser.staff.permissions import may_see_lead

Told = dict[str, Any]

# Where an id is looked for, and what of the row says whose it is. Ids are made so that no two kinds share one.
OF_A_LEAD: tuple[tuple[str, type[Model]], ...] = (
    ("opportunity", Opportunity),
    ("offer", Offer),
    ("touch", Touch),
    ("clock", Clock),
    ("event", Event),
)


@door.get(
    "/resolve/{uuid:any_id}",
    response=Resolved,
    operation_id="resolve",
    summary="What an id stands for",
    tags=["People"],
)
def resolve(request: CallRequest, any_id: UUID) -> HttpResponse:
    """An id of any kind: lead, person, company, inquiry, opportunity, offer, touch, clock, event or version."""
    for find in (_lead, _person, _company, _inquiry, _of_a_lead, _version):
        told = find(request.auth.user, any_id)
        if told is not None:
            return reply({"id": any_id, "lead": None, "person": None, "href": None, **told})
    raise not_found("No id of ours, or nothing that you may see.")


def _lead(user: User, any_id: UUID) -> Told | None:
    lead = Lead.objects.filter(id=any_id).first()
    if lead is None or not may_see_lead(user, lead.owner_id, lead.team):
        return None
    return {"kind": "lead", "lead": lead.id, "person": lead.person_id, "href": _lead_at(lead.id)}


def _person(user: User, any_id: UUID) -> Told | None:
    if not Person.objects.filter(id=any_id).exists() or not sees_person(user, any_id):
        return None
    newest = (
        Lead.objects.filter(person_id=any_id).order_by("-pass_number").values_list("id", flat=True).first()
    )
    return {"kind": "person", "lead": newest, "person": any_id, "href": f"/api/v1/persons/{any_id}"}


def _company(user: User, any_id: UUID) -> Told | None:
    if not Company.objects.filter(id=any_id).exists() or not sees_company(user, any_id):
        return None
    return {"kind": "company", "href": f"/api/v1/companies/{any_id}"}


def _inquiry(user: User, any_id: UUID) -> Told | None:
    inquiry = Inquiry.objects.filter(id=any_id).first()
    if inquiry is None or not sees_person(user, inquiry.person_id):
        return None
    return {
        "kind": "inquiry",
        "lead": inquiry.lead_id,
        "person": inquiry.person_id,
        "href": f"/api/v1/inquiries/{any_id}",
    }


def _of_a_lead(user: User, any_id: UUID) -> Told | None:
    for kind, model in OF_A_LEAD:
        lead_id = model._default_manager.filter(id=any_id).values_list("lead_id", flat=True).first()
        if lead_id is not None:
            told = _lead(user, lead_id)
            return None if told is None else {**told, "kind": kind}
    return None


def _version(user: User, any_id: UUID) -> Told | None:
    return {"kind": "version"} if Version.objects.filter(id=any_id).exists() else None


def _lead_at(lead_id: UUID) -> str:
    return f"/api/v1/leads/{lead_id}"
