"""Section `follow_up`: the promises, when they start, how long they last and what happens when they break."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from handraiser.follow_up.calendar import UnknownHolidays
from handraiser.follow_up.timeline import public_holidays
from handraiser.kit.time_zones import time_zones
from handraiser.process import Condition, Duration, Shape
from handraiser.staff.hours import NO_HOURS, HoursRefused, Weekly, read_hours, write_hours

# The clock of a stage's longest stay. It is made from the stage itself, so no promise may take its name.
STAGE_DURATION = "stage_duration"

CalendarChoice = Literal["owner", "team", "company"]
Whom = Literal["owner", "manager", "team_lead"]


def _hours(value: object) -> Weekly:
    try:
        week = read_hours(value)
    except HoursRefused as refused:
        raise PydanticCustomError("hours", "{wrong}", {"wrong": str(refused)}) from None
    if week == NO_HOURS:
        raise PydanticCustomError(
            "hours", "A calendar without any working hours would never let a clock end."
        )
    return week


def _zone(value: str) -> str:
    if value not in time_zones():
        raise PydanticCustomError(
            "time_zone",
            "'{zone}' is not a time zone.",
            {"zone": value, "meant": "Write it like 'Europe/Berlin'."},
        )
    return value


Hours = Annotated[
    Weekly,
    BeforeValidator(_hours),
    PlainSerializer(write_hours),
    WithJsonSchema(
        {
            "type": "string",
            "examples": ["mon-fri 09:00-17:00", "mon-thu 08:00-12:00,13:00-17:00; fri 08:00-13:00"],
        }
    ),
]
# A word that may stand in a column, an address or a list without quotes.
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Zone = Annotated[str, AfterValidator(_zone)]


class CompanyCalendar(Shape):
    """When the company works. It also holds for owners and teams that have no hours of their own.

    On a closed day nobody works, whatever their own calendar says.
    """

    time_zone: Zone = "UTC"
    hours: Hours = Field(default=read_hours("mon-fri 09:00-17:00"))
    holiday_country: str = ""
    holiday_subdivision: str = ""
    closed_days: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _holidays_known(self) -> Self:
        try:
            public_holidays(self.holiday_country, self.holiday_subdivision, 2000)
        except UnknownHolidays as unknown:
            raise PydanticCustomError("holidays", "{wrong}", {"wrong": str(unknown)}) from None
        return self


class TouchKind(Shape):
    """Something a human does. `contact` says that it reaches out to the person; a note does not."""

    key: Key
    title: str
    contact: bool = True


class TouchOutcome(Shape):
    """What came of a touch."""

    key: Key
    title: str


class Touches(Shape):
    """The words in which people record what they did."""

    kinds: tuple[TouchKind, ...] = (
        TouchKind(key="call", title="Call"),
        TouchKind(key="mail", title="Mail"),
        TouchKind(key="meeting", title="Meeting"),
        TouchKind(key="linkedin", title="LinkedIn"),
        TouchKind(key="note", title="Note", contact=False),
    )
    outcomes: tuple[TouchOutcome, ...] = (
        TouchOutcome(key="reached", title="Reached"),
        TouchOutcome(key="no_answer", title="No answer"),
        TouchOutcome(key="left_voicemail", title="Left a voicemail"),
        TouchOutcome(key="meeting_booked", title="Meeting booked"),
        TouchOutcome(key="wrong_number", title="Wrong number"),
        TouchOutcome(key="not_interested", title="Not interested"),
    )

    def kind(self, key: str) -> TouchKind | None:
        """The kind of that key."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def outcome(self, key: str) -> TouchOutcome | None:
        """The outcome of that key."""
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)


class Escalation(Shape):
    """One thing that happens after a promise broke: at once, or `after` a while since the due time.

    `notify` tells `whom`; `reassign` gives the lead to the next person that routing finds; `return` takes an
    unanswered offer back.
    """

    after: Duration | None = None
    do: Literal["notify", "reassign", "return"]
    whom: Whom = "manager"


class Starts(Shape):
    """What starts a clock: entering a stage, or an offer to sales. Written `{stage: mql}` or `offer`."""

    stage: str | None = None
    offer: bool = False

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"const": "offer"}, handler(schema)]}

    @model_validator(mode="before")
    @classmethod
    def _read_word(cls, value: Any) -> Any:
        return {"offer": True} if value == "offer" else value

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.offer == (self.stage is not None):
            raise PydanticCustomError(
                "starts", "A clock starts in one stage or on an offer.", {"meant": "{stage: mql}"}
            )
        return self


class Clock(Shape):
    """A promise with a due time.

    Several clocks may share a name: of those that could start, the first whose condition holds does.
    `warn_after` is the part of the time after which the owner is warned. `stops_on` names kinds of touch,
    `touch` for any that reaches out, `accept` or `reject`. A clock counts on while its owner is absent,
    since the promise was given to the customer, unless `pauses_in_absence`.
    """

    name: Key
    title: str
    starts: Starts
    when: Condition | None = None
    within: Duration
    warn_after: float | None = Field(default=0.75, gt=0, lt=1)
    calendar: CalendarChoice = "owner"
    pauses_in_absence: bool = False
    stops_on: tuple[Key, ...] = ()
    escalate: tuple[Escalation, ...] = ()

    @property
    def stoppers(self) -> tuple[str, ...]:
        """What stops it: as written, else the natural thing."""
        return self.stops_on or (("accept", "reject") if self.starts.offer else ("touch",))


class FollowUpRules(Shape):
    """Follow-up. An inquiry that happened longer than `history_after` before we got it starts no clock."""

    about: str = ""
    clocks: tuple[Clock, ...] = ()
    company_calendar: CompanyCalendar = CompanyCalendar()
    history_after: Duration = Duration("7 days")
    touches: Touches = Touches()

    def clock(self, name: str, stage: str | None) -> Clock | None:
        """The first clock of that name that starts in that stage, else the first of that name."""
        named = [clock for clock in self.clocks if clock.name == name]
        return next((clock for clock in named if clock.starts.stage == stage), named[0] if named else None)

    def faults(self, stages: list[str]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """What the clocks say that is not so: (path, what is wrong, what was meant)."""
        stoppers = ["touch", "accept", "reject", *(kind.key for kind in self.touches.kinds)]
        for index, clock in enumerate(self.clocks):
            path = ("clocks", index)
            if clock.name == STAGE_DURATION:
                yield (*path, "name"), f"'{STAGE_DURATION}' is the clock of the stage itself", "another name"
            if clock.starts.stage is not None and clock.starts.stage not in stages:
                yield (*path, "starts", "stage"), f"there is no stage '{clock.starts.stage}'", _one_of(stages)
            for place, word in enumerate(clock.stops_on):
                if word not in stoppers:
                    yield (
                        (*path, "stops_on", place),
                        f"nothing called '{word}' stops a clock",
                        _one_of(stoppers),
                    )


def _one_of(words: list[str]) -> str:
    return "one of: " + ", ".join(words)
