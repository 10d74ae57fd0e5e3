"""What one should know: promises in danger, broken or taken over."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from handraiser.follow_up.models import Notice
from handraiser.follow_up.queries import notices_of
from handraiser.web import answer
from handraiser.web.notices.addresses import told
from handraiser.web.screen import StaffRequest, page, screen

SHOWN = 100
IN_MENU = 6
COUNTED = 99


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """The newest notices, read or not."""
    notices = told(notices_of(request.user.pk)[:SHOWN])
    return page(request, "web/notices/page.html", {"notices": notices})


@require_safe
@screen()
def bell(request: StaffRequest) -> HttpResponseBase:
    """The bell with its number and the newest unread ones, drawn anew every minute."""
    unread = list(notices_of(request.user.pk, unread=True)[: COUNTED + 1])
    context = {"count": len(unread), "most": COUNTED, "notices": told(unread[:IN_MENU])}
    return page(request, "web/notices/bell.html", context)


@require_POST
@screen()
def read_all(request: StaffRequest) -> HttpResponseBase:
    """All are read."""
    Notice.objects.filter(user=request.user, read_at=None).update(read_at=timezone.now())
    return answer.done(request, "All read.", back=reverse("web:notices"))
