"""How a lead stands, and which act can be undone, as tests ask for it."""

from typing import Any
from uuid import UUID

import orjson

from handraiser.acts.images import IMAGE
from handraiser.acts.models import Act
from handraiser.lead.models import Lead


def image(lead_id: UUID) -> dict[str, Any]:
    """The lead with its open offer, clocks, sale, and what was done and answered."""
    (found,) = Lead.objects.raw(f"SELECT l.id, {IMAGE} AS image FROM lead_lead l WHERE l.id = %s", [lead_id])
    told: dict[str, Any] = orjson.loads(found.image)  # type: ignore[attr-defined]
    return told


def stroke_of(lead_id: UUID) -> UUID:
    return Act.objects.filter(lead_id=lead_id).order_by("-at")[0].stroke
