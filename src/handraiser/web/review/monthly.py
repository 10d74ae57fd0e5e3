"""The monthly review: what the figures say of scores, clocks and routes, and what was found."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from handraiser import report
from handraiser.process.render.titles import section_title
from handraiser.process.review.monthly import SUBJECTS, looked_at, month_of, note_monthly_review
from handraiser.staff.permissions import NotAllowed, may_draft
from handraiser.staff.queries import snapshot
from handraiser.web import answer
from handraiser.web.lead.names import names_of
from handraiser.web.live import Live
from handraiser.web.review.reminders import owners_of
from handraiser.web.screen import StaffRequest, page, screen

# Long enough that a rule which is meant for rare behaviour had its chance.
LOOK_BACK = timedelta(days=90)
TITLES = {"scores": "Scores", "clocks": "Clocks", "routes": "Routes"}


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """Each subject with its figures, who looks at it, and what was noted this month."""
    if request.live is None:
        return page(request, "web/process/none.html")
    at = timezone.now()
    owners, done = owners_of(request.live.document), looked_at(month_of(at))
    known = snapshot().by_id
    subjects = [
        {
            "key": subject,
            "title": TITLES[subject],
            "sections": [(section, section_title(section)) for section in sections],
            "owners": sorted(known[one].name for one in owners[subject]),
            "done": done.get(subject),
            "mine": _may_note(request, owners[subject]),
        }
        for subject, sections in SUBJECTS.items()
    ]
    context = {"subjects": subjects, "month": month_of(at).begins.date(), "days": LOOK_BACK.days}
    figures = _figures(request.live, at) if request.may.figures else {}
    return page(request, "web/review/monthly.html", {**context, **figures})


@require_POST
@screen()
def note(request: StaffRequest, subject: str) -> HttpResponseBase:
    """Mark a subject as looked at, with what was found."""
    back = reverse("web:process_monthly_review")
    if request.live is None:
        return answer.told(request, "No process is live yet.", back=back)
    owners = owners_of(request.live.document).get(subject, set())
    if not _may_note(request, owners):
        raise NotAllowed(
            f"{request.user.full_name} is not among those who look at the {subject} every month."
        )
    note_monthly_review(
        version_id=request.live.version.id,
        subject=subject,
        note=request.POST.get("note", ""),
        by=request.user.pk,
        at=timezone.now(),
    )
    return answer.done(request, f"{TITLES[subject]}: noted for this month.", back=back)


def _may_note(request: StaffRequest, owners: set[int]) -> bool:
    return request.user.pk in owners or may_draft(request.user)


def _figures(live: Live, at: datetime) -> dict[str, Any]:
    scope = report.Scope(at - LOOK_BACK, at)
    rules = live.document.score.rules
    known = snapshot().by_id
    counts = report.fired([(rule.behaviour, rule.where) for rule in rules], scope)
    return {
        "rules": sorted(zip(rules, counts, strict=True), key=lambda pair: pair[1]),
        "silent": counts.count(0),
        "grades": report.grades(scope),
        "clocks": report.clocks(scope),
        "loads": [(line, known.get(line.owner_id)) for line in report.loads(scope)],
        "names": names_of(live),
        "staff": {member.id: member.name for member in known.values()},
    }
