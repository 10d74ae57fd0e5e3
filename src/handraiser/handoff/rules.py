"""Sections `handoff` (the contract with sales), `recycle` (the way back) and `feedback` (what sales says)."""

from typing import Literal

from handraiser.process import Duration, Shape

Then = Literal["send_back", "recycle", "disqualify"]


class Reason(Shape):
    """A reason from the closed list that people choose from."""

    key: str
    title: str


class RejectReason(Reason):
    """What follows when sales rejects for this reason."""

    then: Then = "send_back"


class RecycleReason(Reason):
    """A reason to go back to nurture; after `wait` the person starts a new pass by themselves."""

    wait: Duration | None = None


class HandoffRules(Shape):
    """A lead that enters `stage` is offered to `team`. Accepted: it moves to `accepted_stage`; else back."""

    about: str = ""
    stage: str
    team: str
    accepted_stage: str
    returned_stage: str
    won_stage: str
    reject_reasons: tuple[RejectReason, ...]
    lost_reasons: tuple[Reason, ...]
    on_hold: Duration | None = None

    def reject_reason(self, key: str) -> RejectReason | None:
        """The reject reason of that key."""
        return next((reason for reason in self.reject_reasons if reason.key == key), None)


class RecycleRules(Shape):
    """How a lead leaves without being won, and how it comes back."""

    about: str = ""
    stage: str
    recycle_reasons: tuple[RecycleReason, ...]
    disqualify_reasons: tuple[Reason, ...]
    lost_wait: Duration | None = None


class FeedbackRules(Shape):
    """What sales is asked about each lead that it answered, and when it is looked at together."""

    about: str = ""
    questions: tuple[str, ...] = ()
    review: str = ""
