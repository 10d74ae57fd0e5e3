"""The baseline: counted when it is looked at, kept in the document on request."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.document import Document
from handraiser.lead.patience import TookTooLong
from handraiser.process.drafts import begin_draft, save_draft
from handraiser.process.models import State, Version
from handraiser.report.baseline import Figure
from handraiser.report.baseline import baseline as count
from handraiser.report.keep import with_baseline
from handraiser.web import answer
from handraiser.web.discovery.period import asked_period, in_words, scope_of
from handraiser.web.discovery.sections import document_for
from handraiser.web.discovery.views import version_or_404
from handraiser.web.screen import StaffRequest, page, screen


@require_http_methods(["GET", "HEAD", "POST"])
@screen("figures")
def baseline(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """The figures of a period as cards; posted, they are kept with their date in a draft."""
    shown = version_or_404(version_id)
    if request.method == "POST":
        if not request.may.draft:
            raise PermissionDenied
        return _keep(request, shown)
    try:
        told = counted(request, shown)
    except TookTooLong as refusal:
        return page(request, "web/discovery/too_long.html", {"shown": shown, "refusal": refusal.message})
    groups: dict[str, list[Figure]] = {}
    for figure in told:
        groups.setdefault(figure.group, []).append(figure)
    context: dict[str, Any] = {
        "shown": shown,
        "groups": {
            group: [figure for figure in figures if figure.value is not None]
            for group, figures in groups.items()
        },
        "missing": [figure for figure in told if figure.value is None],
        "measured": sum(figure.value is not None for figure in told),
        "count": len(told),
        "period": asked_period(request),
    }
    return page(request, "web/discovery/baseline.html", context)


def counted(request: StaffRequest, shown: Version) -> list[Figure]:
    """The figures of the asked period in the words of the version."""
    document = document_for(shown, request.live)
    stages = document.stages if document else ()
    return count(
        scope_of(asked_period(request)),
        stages=document.titles if document else {},
        routed=[stage.key for stage in stages if stage.routed],
        reason_words=_reasons(document),
    )


def _keep(request: StaffRequest, shown: Version) -> HttpResponseBase:
    at = timezone.now()
    text = with_baseline(
        shown.text,
        counted(request, shown),
        period=in_words(asked_period(request)),
        on=timezone.localdate(),
    )
    if shown.state == State.DRAFT:
        kept = save_draft(
            version_id=shown.id, text=text, revision=_revision(request), by=request.user.pk, at=at
        )
        said = "The figures are kept in this draft."
    else:
        kept = begin_draft(
            text=text, based_on=shown.id, note="The baseline, measured", by=request.user.pk, at=at
        )
        said = f"The figures are kept in a new draft, {kept.number}."
    return answer.done(request, said, back=reverse("web:process_discovery", args=[kept.id]))


def _revision(request: StaffRequest) -> int:
    written = request.POST.get("revision", "")
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _reasons(document: Document | None) -> dict[str, str]:
    if document is None:
        return {}
    known = (*document.handoff.reject_reasons, *document.handoff.lost_reasons)
    return {reason.key: reason.title for reason in known}
