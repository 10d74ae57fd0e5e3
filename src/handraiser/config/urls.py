"""Which door stands at which address."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from handraiser.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
for _address, _door in (("api/v1/", "handraiser.api"), ("", "handraiser.web")):
    if find_spec(_door) and find_spec(f"{_door}.urls"):
        urlpatterns.append(path(_address, include(f"{_door}.urls")))
