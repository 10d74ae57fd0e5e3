"""Quick entry: the same gate as every other door, for what a person has heard."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.staff.queries import snapshot
from handraiser.web import answer
from handraiser.web.quick_entry.forms import QuickEntryForm
from handraiser.web.screen import StaffRequest, page, screen

# As the ledger knows it: who typed stands in the inquiry's extra, the door is the same for all.
DOOR = "quick"


@require_http_methods(["GET", "HEAD", "POST"])
@screen("work", one_transaction=False)
def enter(request: StaffRequest) -> HttpResponseBase:
    """Take an inquiry down; say at once who has the lead now."""
    if request.live is None:
        return page(request, "web/process/none.html")
    form = QuickEntryForm(request.POST or None, document=request.live.document)
    if request.method != "POST" or not form.is_valid():
        return page(request, "web/quick_entry/page.html", {"form": form}, status=422 if form.errors else 200)
    at = timezone.now()
    frame = arrivals([form.inquiry()], door=DOOR, system=f"staff-{request.user.pk}", at=at)
    result = flow.take_in(frame, at=at).row(0, named=True)
    if result["lead_id"] is None:
        form.add_error(
            None, f"It is kept, but it is no lead yet: {result['stop_detail'] or result['stop_reason']}"
        )
        return page(request, "web/quick_entry/page.html", {"form": form}, status=422)
    owner = snapshot().by_id.get(result["owner_id"] or 0)
    said = f"Taken down. {f'{owner.name} has it.' if owner else 'It waits for an owner.'}"
    return answer.done(request, said, back=reverse("web:lead", args=[result["lead_id"]]))
