"""`GET /process`: the process that runs now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from pydantic import BaseModel

from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.problems import not_found
from handraiser.api.replies import reply
from handraiser.document import Document
from handraiser.process.queries import NoLiveVersion, live


class VersionOut(BaseModel):
    """A version of the process."""

    id: UUID
    process: str
    number: str
    state: str
    published_at: datetime | None


class ProcessOut(BaseModel):
    """The live version and the whole document."""

    version: VersionOut
    document: dict[str, Any]


@door.get(
    "/process",
    response=ProcessOut,
    operation_id="get_process",
    summary="The process that runs",
    tags=["Process"],
)
def get_process(request: CallRequest) -> HttpResponse:
    """The live version of the process, as JSON. Keys and reasons that the acts ask for stand in it."""
    try:
        version, document = live(Document)
    except NoLiveVersion as missing:
        raise not_found(missing.message) from missing
    told = {name: getattr(version, name) for name in ("id", "process", "number", "state", "published_at")}
    return reply({"version": told, "document": document.model_dump(mode="json")})
