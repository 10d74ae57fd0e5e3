"""Everything about one lead, read in as few questions as there are rooms to ask."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from handraiser.follow_up.models import Clock
from handraiser.handoff.models import Offer, Opportunity
from handraiser.lead.catalogue import CATALOGUE
from handraiser.lead.models import Company, Lead, Person
from handraiser.ledger.models import Event
from handraiser.ledger.queries import holding, undone_by
from handraiser.qualify.queries import Item, checklist
from handraiser.stage.missing import Gate
from handraiser.web.lead.gate import gate_in_front
from handraiser.web.lead.names import Names, names_of
from handraiser.web.lead.telling import Line, tell
from handraiser.web.live import Live

SHOWN_EVENTS = 60
LATELY = 6
# The decisions that hold now, each explained by the newest event of its kind.
DECISIONS = ("lead.graded", "lead.scored", "stage.moved", "lead.assigned", "lead.held", "lead.reassigned")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the person or the company with where it comes from; `confidence` between 0 and 1."""

    name: str
    title: str
    value: Any
    source: str
    confidence: float | None
    at: str
    personal: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One lead seen whole."""

    lead: Lead
    person: Person
    company: Company | None
    person_facts: list[Fact]
    company_facts: list[Fact]
    days: list[tuple[date, list[Line]]]
    lately: list[Line]
    more_events: bool
    lines: list[Line]
    why: dict[str, Line]
    clocks: list[Clock]
    checklist: list[Item]
    gate: Gate | None
    offer: Offer | None
    opportunity: Opportunity | None
    passes: list[Lead]
    names: Names


def sheet_of(lead: Lead, live: Live | None, *, at: datetime, all_events: bool = False) -> Sheet:
    """Read the lead whole."""
    events, more = _events(lead, all_events)
    # Whatever was undone is older than what undid it.
    undone = undone_by(events)
    decisions = list(
        holding(lead.id).filter(kind__in=DECISIONS).order_by("kind", "-at", "-id").distinct("kind")
    )
    versions = {str(event.version_id) for event in [*events, *decisions] if event.version_id}
    names = names_of(live, versions | {str(lead.version_id)})
    told = [tell(event, names, undone=event.id in undone) for event in events]
    lines = [line for line in told if all_events or not line.minor]
    more = more or len(lines) < len(told)
    person, company = lead.person, lead.company
    return Sheet(
        lead=lead,
        person=person,
        company=company,
        person_facts=_facts("person", person, person.provenance),
        company_facts=_facts("company", company, company.provenance) if company else [],
        days=by_day(lines),
        lately=lines[:LATELY],
        more_events=more,
        lines=lines,
        why=_why(decisions, names),
        clocks=list(Clock.objects.filter(lead=lead, stopped_at=None).order_by("due_at")),
        checklist=checklist(lead.id, live.document.qualify) if live else [],
        gate=gate_in_front(lead, live, at=at) if live and lead.ended_at is None else None,
        offer=Offer.objects.filter(lead=lead, answered_at=None).select_related("offered_to").first(),
        opportunity=Opportunity.objects.filter(lead=lead).select_related("owner").first(),
        passes=list(
            Lead.objects.filter(person_id=lead.person_id).exclude(id=lead.id).order_by("-pass_number")[:10]
        ),
        names=names,
    )


def by_day(lines: list[Line]) -> list[tuple[date, list[Line]]]:
    """The lines under their days in the reader's zone, in the order in which they come."""
    return [
        (day, list(some)) for day, some in groupby(lines, key=lambda line: timezone.localtime(line.at).date())
    ]


def _events(lead: Lead, all_events: bool) -> tuple[list[Event], bool]:
    newest = Event.objects.filter(lead_id=lead.id).order_by("-at", "-id")
    if all_events:
        return list(newest), False
    found = list(newest[: SHOWN_EVENTS + 1])
    return found[:SHOWN_EVENTS], len(found) > SHOWN_EVENTS


def _why(decisions: list[Event], names: Names) -> dict[str, Line]:
    """By what is asked: grade, score, stage, owner. Of several events about the owner the newest counts."""
    asked = {"lead.graded": "grade", "lead.scored": "score", "stage.moved": "stage"}
    why: dict[str, Line] = {}
    for event in sorted(decisions, key=lambda event: (event.at, event.id)):
        why[asked.get(event.kind, "owner")] = tell(event, names)
    return why


def _facts(home: str, record: Person | Company, provenance: dict[str, Any]) -> list[Fact]:
    facts = []
    for column in CATALOGUE:
        attribute = "name" if column.name == "company_name" else column.name
        value = getattr(record, attribute, None) if column.home == home else None
        if value is None or column.name in HIDDEN:
            continue
        origin = provenance.get(column.name) or {}
        facts.append(
            Fact(
                column.name,
                column.title.partition(" (")[0],
                value,
                str(origin.get("source") or ""),
                origin.get("confidence"),
                str(origin.get("obtained") or origin.get("at") or "")[:10],
                column.personal,
            )
        )
    return facts


HIDDEN = frozenset({"first_name", "last_name", "email_domain"})
