"""The gate in front of a lead, as the lead stands now."""

from datetime import datetime

from handraiser.journey.decide import as_arriving
from handraiser.lead.frame import load_leads
from handraiser.lead.models import Lead
from handraiser.stage.missing import Gate, gate_of
from handraiser.web.live import Live


def gate_in_front(lead: Lead, live: Live, *, at: datetime) -> Gate | None:
    """What the next stage asks of this lead, and what of it holds; None at the last stage."""
    gate = gate_of(as_arriving(load_leads([str(lead.id)], lock=False), at), stages=live.document.stages)
    return gate if gate is not None and (gate.following or gate.checks) else None
