"""What replays found, and a replay now."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from handraiser.replay.nightly import replay_sample
from handraiser.replay.queries import latest, newest
from handraiser.replay.replay import replay
from handraiser.staff.queries import snapshot
from handraiser.web.answer import done
from handraiser.web.replay.wording import told
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.sight import seen_lead

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def runs(request: StaffRequest) -> HttpResponseBase:
    """The last replays with what differs; POST makes a sample of decisions again now."""
    if request.method == "POST":
        if not request.may.publish:
            raise PermissionDenied
        run = replay_sample(by=request.user.pk, at=timezone.now())
        said = "none differs" if not run.different else f"{run.different:,} differ"
        return done(
            request, f"{run.checked:,} decisions made again: {said}.", back=reverse("web:process_replay")
        )
    last = latest()
    context = {
        "last": last,
        "kinds": _kinds(last.tallies) if last else [],
        # What differs names leads of everybody.
        "differences": [told(each) for each in last.differences[:SHOWN]]
        if last and request.may.figures
        else [],
        "shown": SHOWN,
        "runs": newest(),
        "people": {member.id: member.name for member in snapshot().members},
    }
    return page(request, "web/replay/page.html", context)


@require_safe
@screen()
def lead(request: StaffRequest, lead_id: UUID) -> HttpResponseBase:
    """Every decision about one lead made again, as a page or a part of the lead's page."""
    found = seen_lead(request, lead_id)
    report = replay(lead_id=found.id)
    context = {
        "lead": found,
        "report": report,
        "why_not": dict(report.why_not),
        "kinds": _kinds(report.kinds()),
        "differences": [told(each) for each in report.as_told()["differences"][:SHOWN]],
    }
    return page(request, "web/replay/lead.html", context)


def _kinds(tallies: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Mapping[str, int]]]:
    return [(kind.replace(".", ": ").replace("_", " "), tally) for kind, tally in sorted(tallies.items())]
