"""Which door stands at which address."""

from django.urls import include, path

from handraiser.config import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/v1/", include("handraiser.api.urls")),
    path("", include("handraiser.web.urls")),
]
