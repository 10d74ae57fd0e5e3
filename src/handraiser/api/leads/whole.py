"""`GET /leads/{id}` and its explanation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query

from handraiser.acts.found import document_for
from handraiser.api import cursors
from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.leads.rows import row
from handraiser.api.leads.telling import Names, clock, offer, opportunity, question, touch
from handraiser.api.leads.whole_shape import Explanation, LeadWhole, TimelineFilter
from handraiser.api.replies import reply
from handraiser.api.sight import seen_lead
from handraiser.capture.models import Inquiry
from handraiser.follow_up.queries import clocks_of, touches_of
from handraiser.handoff.queries import offers_of, opportunity_of
from handraiser.journey.decide import as_arriving
from handraiser.lead.catalogue import CATALOGUE
from handraiser.lead.frame import load_leads
from handraiser.lead.models import Lead
from handraiser.ledger.queries import timeline
from handraiser.qualify.queries import checklist
from handraiser.stage.missing import gate_of

MOST_INQUIRIES = 100


@door.get(
    "/leads/{uuid:lead_id}",
    response=LeadWhole,
    operation_id="get_lead",
    summary="One lead, whole",
    tags=["Leads"],
)
def get_lead(request: CallRequest, lead_id: UUID) -> HttpResponse:
    """The lead with its person, company, provenance, clocks, checklist, and what is missing for the next stage."""
    return reply(_whole(seen_lead(request, lead_id)))


@door.get(
    "/leads/{uuid:lead_id}/explanation",
    response=Explanation,
    operation_id="explain_lead",
    summary="Why it is as it is",
    tags=["Leads"],
)
def explain_lead(request: CallRequest, lead_id: UUID, wanted: Query[TimelineFilter]) -> HttpResponse:
    """Every decision and act about the lead, with rule, inputs and version, as the ledger has it."""
    seen_lead(request, lead_id)
    events = timeline(lead_id)
    if wanted.after is not None:
        at, event_id = cursors.read(wanted.after, (datetime, UUID))
        events = events.filter(Q(at__gt=at) | Q(at=at, id__gt=event_id))
    found = list(events[: wanted.limit + 1])
    shown, names = found[: wanted.limit], Names()
    told = [
        {
            "id": event.id,
            "kind": event.kind,
            "at": event.at,
            "recorded_at": event.recorded_at,
            "actor": names.of(event.actor_id),
            "inquiry": event.inquiry_id,
            "version": event.version_id,
            "explanation": event.explanation,
        }
        for event in shown
    ]
    following = cursors.write(shown[-1].at, shown[-1].id) if len(found) > wanted.limit else None
    return reply({"lead": lead_id, "events": told, "next": following})


def _whole(lead: Lead) -> dict[str, Any]:
    names = Names()
    frame = as_arriving(load_leads([str(lead.id)], lock=False), timezone.now())
    inquiries = Inquiry.objects.filter(lead_id=lead.id).order_by("-occurred_at", "-id")[:MOST_INQUIRIES]
    sale = opportunity_of(lead.id)
    values = frame.select(column.name for column in CATALOGUE).row(0, named=True)
    return {
        **row(lead.id),
        "values": {**values, "answers": lead.answers},
        "provenance": {
            "person": lead.person.provenance,
            "company": lead.person.company.provenance if lead.person.company else {},
        },
        "clocks": [clock(each, names) for each in clocks_of(lead.id)],
        **_asked(lead, frame, names),
        "touches_made": [touch(each, names) for each in touches_of(lead.id)],
        "offers": [offer(each, names) for each in offers_of(lead.id)],
        "sale": opportunity(sale, names) if sale else None,
        "inquiries": list(inquiries.values("id", "door", "kind", "source", "occurred_at", "result")),
    }


def _asked(lead: Lead, frame: Any, names: Names) -> dict[str, Any]:
    """What the process of the lead asks of it: its checklist, and the gate in front of it."""
    document = document_for(lead)
    gate = gate_of(frame, stages=document.stages)
    told = None
    if gate is not None:
        checks = [{"says": c.says, "condition": c.condition, "holds": c.holds} for c in gate.checks]
        told = {
            "stage": gate.stage.key,
            "next": gate.following.key if gate.following else None,
            "open": gate.open,
            "checks": checks,
            "missing": [check.says for check in gate.checks if check.holds is False],
        }
    return {
        "checklist": [question(item, names) for item in checklist(lead.id, document.qualify)],
        "gate": told,
    }
