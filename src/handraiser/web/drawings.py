"""The icon sprite as a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from handraiser.web import icons


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def sprite(request: HttpRequest) -> HttpResponse:
    """All icons. The address names their state, so a browser need never ask again."""
    return HttpResponse(icons.sprite(), content_type="image/svg+xml")
