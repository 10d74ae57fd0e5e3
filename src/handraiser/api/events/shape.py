"""What an event says, and what is answered to each."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from handraiser.api.body import too_deep
from handraiser.api.inquiries.shape import FaultOut
from handraiser.api.values import Happened, Id, IdText, Json, System, Text, Word, holds_nul

MOST = 1_000
MOST_PROPERTIES = 100
DEEPEST_PROPERTY = 5


def _storable(properties: Json) -> Json:
    if len(properties) > MOST_PROPERTIES:
        raise ValueError(f"An event has {MOST_PROPERTIES} properties at most.")
    if too_deep(properties, DEEPEST_PROPERTY):
        raise ValueError(f"Properties are nested {DEEPEST_PROPERTY} levels deep at most.")
    if holds_nul(properties):
        raise ValueError("A property holds a NUL character, which no text may.")
    return properties


class EventIn(BaseModel):
    """One behaviour: what was done, by whom, when. It needs one of email, person and external_id."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Event")

    kind: Annotated[
        Word, Field(description="What was done, in a word that the process scores by: page_viewed.")
    ]
    at: Annotated[Happened | None, Field(description="When; now, if left out.")] = None
    email: Text | None = None
    person: Annotated[Id | None, Field(description="The person's id here.")] = None
    external_id: Annotated[IdText | None, Field(description="The person's id in `system`.")] = None
    system: System = "api"
    properties: Annotated[Json, AfterValidator(_storable)] = {}
    id: Annotated[
        Word | None, Field(description="Your id of the event: the same one sent again is the same event.")
    ] = None

    @model_validator(mode="after")
    def _of_somebody(self) -> "EventIn":
        if not (self.email or self.person or self.external_id):
            raise ValueError("Say who it was: email, person, or external_id with its system.")
        return self


class EventList(BaseModel):
    """Many events, one answer for each."""

    model_config = ConfigDict(title="Events")

    events: Annotated[list[EventIn], Field(min_length=1, max_length=MOST)]


class EventAnswer(BaseModel):
    """What became of one event. With `person` null it is kept until somebody with that mail is captured."""

    index: int
    result: Literal["new", "same", "refused"]
    event: UUID | None
    person: UUID | None
    reason: str | None
    errors: list[FaultOut]


class EventAnswers(BaseModel):
    """One answer for each event, in their order."""

    results: list[EventAnswer]
