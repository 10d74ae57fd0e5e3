"""What was said of the lines of a draft, beside the text in which one writes."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from handraiser.process.review.queries import threads_of
from handraiser.staff.permissions import may_settle
from handraiser.staff.queries import snapshot
from handraiser.web.draft.views import draft_or_404
from handraiser.web.review.sheet import Said
from handraiser.web.review.words import place_words
from handraiser.web.screen import StaffRequest, page, screen


@require_safe
@screen()
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Every open thread with the line of the saved text that it is about, as a fragment; the settled ones counted."""
    draft = draft_or_404(version_id)
    threads = threads_of(draft)
    context = {
        "shown": draft,
        "said": [
            Said(one, place_words(one.comment.place), may_settle(request.user, one.comment.written_by_id))
            for one in threads
            if one.open
        ],
        "settled": sum(not one.open for one in threads),
        "staff": {member.id: member.name for member in snapshot().members},
    }
    return page(request, "web/draft/said.html", context)
