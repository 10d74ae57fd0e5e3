"""A hosted form: shown to anybody, framed anywhere, answered once; from here on it is a lead."""

import structlog
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.capture.models import Form
from handraiser.web.knocks import too_many
from handraiser.web.public_form.visitor import UTM, VisitorForm, new_stamp, too_old, too_quick

log = structlog.get_logger(__name__)

MOST_KNOCKS = 30
AGAIN = "That was very quick. If you are not a robot, please send it once more."
STALE = "This page was open for a long time. Please send it once more."


@csrf_exempt
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # Typed for views without arguments.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or take in what was sent. Nobody is signed in here, so there is nothing to forge."""
    hosted = Form.objects.filter(slug=slug, is_active=True).first()
    if hosted is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, hosted, VisitorForm(hosted=hosted, initial=_first_values(request)))
    if too_many(request, door=f"form-{slug}", most=MOST_KNOCKS, at=timezone.now()):
        return render(request, "web/public_form/too_many.html", {"hosted": hosted}, status=429)
    form = VisitorForm(request.POST, hosted=hosted)
    if not form.is_valid():
        return _shown(request, hosted, form, status=422)
    if form.cleaned_data["homepage"]:
        # A robot is thanked like anybody else, so that it learns nothing.
        log.info("form.trapped", form=slug)
        return render(request, "web/public_form/thanks.html", {"hosted": hosted})
    stamp = form.cleaned_data["stamp"]
    # A form on somebody's own page is plain HTML and has no stamp; the trap and the count hold there.
    doubt = "" if not stamp else STALE if too_old(stamp) else AGAIN if too_quick(stamp) else ""
    if doubt:
        return _shown(request, hosted, form, doubt=doubt, status=422)
    _take_in(form, hosted, stamp)
    return render(request, "web/public_form/thanks.html", {"hosted": hosted})


def _take_in(form: VisitorForm, hosted: Form, stamp: str) -> None:
    at = timezone.now()
    # The stamp makes a second press of the button the same inquiry.
    key = {"dedupe_key": f"form:{hosted.slug}:{stamp}"} if stamp else {}
    frame = arrivals([{**form.inquiry(), **key}], door="form", system=f"form:{hosted.slug}", at=at)
    flow.take_in(frame, at=at)


def _shown(
    request: HttpRequest, hosted: Form, form: VisitorForm, *, doubt: str = "", status: int = 200
) -> HttpResponse:
    context = {"hosted": hosted, "form": form, "stamp": new_stamp(), "doubt": doubt}
    return render(request, "web/public_form/page.html", context, status=status)


def _first_values(request: HttpRequest) -> dict[str, str]:
    came = {name: request.GET[name][:500] for name in UTM if name in request.GET}
    return {**came, "landing_page": request.headers.get("Referer", "")[:2_000]}
