"""The workspace of a version for the work that comes before the rules."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.feedback.traits import TRAITS, USUAL
from handraiser.process.models import State, Version
from handraiser.web.discovery.gaps import phases_of
from handraiser.web.discovery.matrix import matrix_of
from handraiser.web.discovery.period import PRESETS, asked_period
from handraiser.web.discovery.sections import parts_of
from handraiser.web.screen import StaffRequest, page, screen


@require_safe
@screen()
def newest(request: StaffRequest) -> HttpResponseBase:
    """The discovery of the live process; before there is one, of the newest draft."""
    found = request.live.version if request.live else None
    found = found or Version.objects.filter(state=State.DRAFT).order_by("-updated_at", "-created_at").first()
    if found is None:
        return page(request, "web/process/none.html")
    return redirect("web:process_discovery", found.id)


@require_safe
@screen()
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """All that was found before; figures and the finder are fetched when they come into sight."""
    shown = version_or_404(version_id)
    parts = parts_of(shown)
    stage, audience = request.GET.get("stage", ""), request.GET.get("audience", "")
    pieces = [
        (place, piece)
        for place, piece in enumerate(parts.discovery.content)
        if stage in ("", piece.buying_stage) and audience in ("", piece.audience)
    ]
    context = {
        "shown": shown,
        "parts": parts,
        "discovery": parts.discovery,
        "matrix": matrix_of(parts.discovery, parts.buying_stages),
        "buying": {one.key: one.title for one in parts.buying_stages},
        "pieces": pieces,
        "filtered": bool(stage or audience),
        "phases": phases_of(parts.discovery),
        "editable": shown.state == State.DRAFT and request.may.draft,
        "period": asked_period(request),
        "presets": PRESETS,
        "traits": TRAITS,
        "chosen": USUAL,
        "today": timezone.localdate(),
    }
    return page(request, "web/discovery/page.html", context)


def version_or_404(version_id: UUID) -> Version:
    """That version. Raises Http404."""
    found = Version.objects.filter(id=version_id).first()
    if found is None:
        raise Http404
    return found
