"""How much of what there is."""

from django.http import HttpResponse

from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.problems import NOT_ALLOWED, Problem
from handraiser.api.replies import reply
from handraiser.api.status_shape import Status
from handraiser.report.status import status
from handraiser.staff.permissions import visible_leads_filter


@door.get(
    "/status", response=Status, operation_id="get_status", summary="Figures of the whole", tags=["Process"]
)
def get_status(request: CallRequest) -> HttpResponse:
    """How many inquiries, people, companies and leads there are, and in what state. For those who see all leads."""
    if not visible_leads_filter(request.auth.user).everything:
        raise Problem(NOT_ALLOWED, "Figures speak of all leads, and you see those of your team.")
    return reply(status())
