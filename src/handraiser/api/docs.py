"""The front of the door: the OpenAPI description, and the page that explains it, rendered here without any script."""

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handraiser.api.door import door
from handraiser.api.explain import groups_of, paragraphs, shapes_of
from handraiser.api.problems import KINDS
from handraiser.api.replies import reply

BASE = "/api/v1"


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Where to go from here."""
    return reply({"docs": f"{BASE}/docs", "openapi": f"{BASE}/openapi.json"})


@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return HttpResponse(
        orjson.dumps(_described(), option=orjson.OPT_NON_STR_KEYS), content_type="application/json"
    )


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The page for people."""
    schema = _described()
    return render(
        request,
        "api/docs.html",
        {
            "title": schema["info"]["title"],
            "about": paragraphs(schema["info"]["description"]),
            "groups": groups_of(schema),
            "shapes": shapes_of(schema),
            "problems": KINDS,
        },
    )


@cache
def _described() -> Any:
    return door.get_openapi_schema()
