"""The addresses under /api/v1: the operations, the description, and the page that explains them."""

from django.urls import path, re_path

from handraiser.api import process, status, worklist
from handraiser.api.docs import describe, docs, front
from handraiser.api.door import door
from handraiser.api.events import call as events
from handraiser.api.guard import guard, guarded, nothing_here
from handraiser.api.inquiries import call as inquiries
from handraiser.api.leads import acts, listing, whole
from handraiser.api.people import calls, resolve

app_name = "api"

# Each of these modules adds its operations to the door when it is loaded.
OPERATIONS = (inquiries, events, listing, whole, acts, calls, resolve, worklist, process, status)

urlpatterns = [
    path("", guard(front), name="api-root"),
    path("docs", guard(docs), name="docs"),
    path("openapi.json", guard(describe), name="openapi"),
    *(guarded(pattern) for pattern in door.urls[0] if getattr(pattern, "name", "") != "api-root"),
    # Line ends too, which a dot leaves out.
    re_path(r"^(?P<rest>[\s\S]*)$", nothing_here),
]
