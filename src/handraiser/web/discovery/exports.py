"""Everything on the screen as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from handraiser.kit.spreadsheet import neutral
from handraiser.lead.patience import TookTooLong
from handraiser.process.discovery import Content, Finding, Gap, ProcessStep
from handraiser.process.models import Version
from handraiser.process.shape import Shape
from handraiser.web.discovery.figures import counted
from handraiser.web.discovery.finder import found_for
from handraiser.web.discovery.gaps import phases_of
from handraiser.web.discovery.sections import parts_of
from handraiser.web.discovery.views import version_or_404
from handraiser.web.screen import StaffRequest, screen

Row = Sequence[object]
LISTS: dict[str, type[Shape]] = {"content": Content, "findings": Finding, "steps": ProcessStep}
MEASURED = ("baseline", "ideal-customer")


@require_safe
@screen()
def download(request: StaffRequest, version_id: UUID, name: str) -> HttpResponseBase:
    """One part: baseline, ideal-customer, content, findings, steps or gaps."""
    shown = version_or_404(version_id)
    if name in MEASURED and not request.may.figures:
        raise PermissionDenied
    out = io.StringIO()
    out.write("\ufeff")
    try:
        rows = [[_cell(value) for value in row] for row in _rows(request, shown, name)]
    except TookTooLong as refusal:
        return HttpResponse(refusal.message, status=503, content_type="text/plain; charset=utf-8")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    headers = {"Content-Disposition": f'attachment; filename="discovery-{name}.csv"'}
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _rows(request: StaffRequest, shown: Version, name: str) -> Iterator[Row]:
    if name == "baseline":
        yield (
            "group",
            "measure",
            "value",
            "unit",
            "n",
            "of",
            "why_not",
            "note",
            "part",
            "part_value",
            "part_n",
        )
        for figure in counted(request, shown):
            head = (
                figure.group,
                figure.measure,
                figure.value,
                figure.unit,
                figure.n,
                figure.of,
                figure.why_not,
            )
            yield (*head, figure.note)
            for part in figure.parts:
                yield (*head, "", part.words, part.value, part.n)
    elif name == "ideal-customer":
        yield (
            *("trait", "signal", "p_of_trait", "value", "n", "won", "rate", "rate_low", "rate_high"),
            *("lift", "lift_low", "lift_high", "p_adjusted", "stands_out", "condition", "why_not_tested"),
        )
        for one in found_for(request).traits:
            for line in one.lines:
                share, lift = line.share, line.lift
                yield (
                    *(one.trait.name, one.signal, one.p, line.words, line.n, line.won),
                    *(share.value, share.low, share.high, lift.value, lift.low, lift.high),
                    *(line.p, line.stands_out, line.condition, one.why_not),
                )
    elif name == "gaps":
        yield ("number", "phase", *Gap.model_fields)
        phases = phases_of(parts_of(shown).discovery)
        for placed in (*phases.open, *phases.closed):
            phase = "I" if placed.gap.quick_win else "II"
            yield (placed.number, phase, *(getattr(placed.gap, key) for key in Gap.model_fields))
    elif name in LISTS:
        yield tuple(LISTS[name].model_fields)
        for entry in getattr(parts_of(shown).discovery, name):
            yield tuple(getattr(entry, key) for key in LISTS[name].model_fields)
    else:
        raise Http404


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.2f}"
    return neutral(str(value))
