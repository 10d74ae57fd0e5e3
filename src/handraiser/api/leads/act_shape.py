"""What people do to a lead, as bodies; unknown members are refused, so that a slip of the pen is not lost."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from handraiser.api.leads.shape import LeadRow
from handraiser.api.values import Moment, Note, Text, Word


class Act(BaseModel):
    """The base of all bodies."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TouchIn(Act):
    """A call, a mail, a meeting, a note: kinds and outcomes as the process names them."""

    kind: Word
    outcome: Word | None = None
    note: Note = ""
    direction: Literal["out", "in"] = "out"
    at: Annotated[Moment | None, Field(description="When it was done; now, if left out.")] = None


class NoteIn(Act):
    """A word about it, if there is one."""

    note: Note = ""


class ReasonIn(Act):
    """Why: one of the reasons that the process lists."""

    reason: Word
    note: Note = ""


class ReturnIn(Act):
    """Why it goes back; who gets it will read this."""

    note: Annotated[Note, Field(min_length=1)]


class AnswerIn(Act):
    """An answer to a question of the framework, both by their keys."""

    question: Word
    value: Word
    note: Note = ""


class StageIn(Act):
    """Where to; a move against the criteria needs a reason."""

    to: Word
    reason: Note = ""


class AssignmentIn(Act):
    """Who gets it: a staff id, or a mail address."""

    to: int | Text
    reason: Note = ""


class SnoozeIn(Act):
    """Until when it sleeps."""

    until: Moment


class OpportunityIn(Act):
    """Its state. Lost needs a reason from the list; on hold, a date."""

    state: Literal["open", "won", "lost", "on_hold"]
    amount: Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    reason: Word | None = None
    until: Moment | None = None
    note: Note = ""


class CorrectionIn(Act):
    """What is right, field by field; an empty text takes a value away."""

    values: Annotated[dict[Word, Text], Field(min_length=1, max_length=20)]


class UndoIn(Act):
    """Which act to undo."""

    act: Annotated[
        Annotated[UUID, Field(strict=False)] | None,
        Field(description="As the act was answered; if left out, the last act on the lead."),
    ] = None


class Done(BaseModel):
    """The lead as it stands after the act. `act` names the act when it is to be undone."""

    lead: LeadRow
    act: UUID | None = None


class Touched(Done):
    """The same, and the touch that was recorded."""

    touch: UUID
