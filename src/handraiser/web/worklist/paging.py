"""The place behind a row as text in an address, and back."""

from datetime import datetime
from uuid import UUID

from handraiser.follow_up.worklist import After


def place_text(after: After) -> str:
    """`due~score~lead`; the due time is empty once clocks are through."""
    due = after.due_at.isoformat() if after.due_at else ""
    return f"{due}~{after.score!r}~{after.lead_id}"


def place_of(text: str) -> After | None:
    """The place that `place_text` wrote; None, the first page, for anything else."""
    due, _, rest = text.partition("~")
    score, _, lead = rest.partition("~")
    try:
        moment = datetime.fromisoformat(due) if due else None
        place = After(moment, float(score), UUID(lead))
    except ValueError:
        return None
    return place if moment is None or moment.tzinfo is not None else None
