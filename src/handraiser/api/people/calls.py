"""`GET /persons/{id}`, `/companies/{id}` and `/inquiries/{id}`."""

from typing import Any
from uuid import UUID

import orjson
from django.db.models import F
from django.http import HttpResponse

from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.leads.rows import Row, rows
from handraiser.api.leads.telling import Names
from handraiser.api.people.shape import CompanyOut, InquiryOut, PersonOut
from handraiser.api.problems import not_found
from handraiser.api.replies import reason_told, reply
from handraiser.api.sight import sees_company, sees_person
from handraiser.capture.models import Inquiry
from handraiser.lead.models import Company, Person
from handraiser.staff.models import User
from handraiser.staff.permissions import visible_leads_filter

MOST = 200
PERSON = (
    *("id", "email", "email_kind", "first_name", "last_name", "full_name", "phone", "title", "seniority"),
    *(
        "department",
        "country",
        "region",
        "city",
        "time_zone",
        "consent",
        "provenance",
        "created_at",
        "updated_at",
    ),
)
COMPANY = (
    *("id", "name", "domain", "country", "industry", "employees", "revenue", "provenance"),
    *("created_at", "updated_at"),
)
INQUIRY = ("id", "door", "system", "kind", "source", "occurred_at", "received_at", "state", "result")


@door.get(
    "/persons/{uuid:person_id}",
    response=PersonOut,
    operation_id="get_person",
    summary="One person",
    tags=["People"],
)
def get_person(request: CallRequest, person_id: UUID) -> HttpResponse:
    """A person with their company and those of their leads that the caller may see."""
    person = Person.objects.select_related("company").filter(id=person_id).first()
    if person is None or not sees_person(request.auth.user, person_id):
        raise not_found("There is no such person.")
    company = person.company
    return reply(
        {
            **{name: getattr(person, name) for name in PERSON},
            "company": {"id": company.id, "name": company.name, "domain": company.domain}
            if company
            else None,
            "keys": list(person.keys.order_by("kind", "value").values("kind", "value")),
            "leads": _leads(request.auth.user, "l.person_id = %(id)s", person_id),
        }
    )


@door.get(
    "/companies/{uuid:company_id}",
    response=CompanyOut,
    operation_id="get_company",
    summary="One company",
    tags=["People"],
)
def get_company(request: CallRequest, company_id: UUID) -> HttpResponse:
    """A company with the people and the open leads that the caller may see."""
    user = request.auth.user
    company = Company.objects.filter(id=company_id).first()
    if company is None or not sees_company(user, company_id):
        raise not_found("There is no such company.")
    people = Person.objects.filter(company_id=company_id)
    scope = visible_leads_filter(user)
    if not scope.everything:
        people = people.filter(id__in=_seen_people(user, company_id))
    briefs = people.order_by("-created_at", "-id").annotate(name=F("full_name"))
    return reply(
        {
            **{name: getattr(company, name) for name in COMPANY},
            "named_owner": Names().of(company.named_owner_id),
            "keys": list(company.keys.order_by("kind", "value").values("kind", "value")),
            "people_count": people.count(),
            "people": list(briefs.values("id", "name", "email", "phone", "title")[:MOST]),
            "open_leads": _leads(user, "p.company_id = %(id)s AND l.ended_at IS NULL", company_id),
        }
    )


@door.get(
    "/inquiries/{uuid:inquiry_id}",
    response=InquiryOut,
    operation_id="get_inquiry",
    summary="One inquiry",
    tags=["Capture"],
)
def get_inquiry(request: CallRequest, inquiry_id: UUID) -> HttpResponse:
    """An inquiry as it arrived, kept unchanged for ever, and what became of it."""
    inquiry = Inquiry.objects.filter(id=inquiry_id).first()
    if inquiry is None or not sees_person(request.auth.user, inquiry.person_id):
        raise not_found("There is no such inquiry.")
    return reply(
        {
            **{name: getattr(inquiry, name) for name in INQUIRY},
            "reason": reason_told(inquiry.stop_reason, inquiry.stop_detail),
            "person": inquiry.person_id,
            "lead": inquiry.lead_id,
            "raw": _said(inquiry.raw),
        }
    )


def _leads(user: User, clause: str, of_id: UUID) -> list[Row]:
    scope, parameters = visible_leads_filter(user).sql("l")
    return rows([scope, clause], {**parameters, "id": of_id}, limit=MOST)


def _seen_people(user: User, company_id: UUID) -> list[UUID]:
    return [row["person"]["id"] for row in _leads(user, "p.company_id = %(id)s", company_id)]


def _said(raw: str) -> dict[str, Any]:
    """What was said, without the members that were left out."""
    said = {name: value for name, value in orjson.loads(raw).items() if value is not None}
    if isinstance(said.get("extra"), str):
        said["extra"] = orjson.loads(said["extra"])
    return said
