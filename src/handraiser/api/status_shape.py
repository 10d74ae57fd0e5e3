"""The figures of the whole."""

from pydantic import BaseModel


class Clocks(BaseModel):
    """Promises that are not answered yet."""

    running: int
    warned: int
    breached: int


class Opportunities(BaseModel):
    """What sales works on, by state."""

    open: int
    won: int
    lost: int
    on_hold: int


class Replay(BaseModel):
    """The last time that decisions were made again: how many, and how many came out otherwise."""

    checked: int
    different: int
    not_replayable: int


class Status(BaseModel):
    """`stopped` counts inquiries that did not become a lead, by reason; `unassigned`, open leads on hold for an owner."""

    inquiries: int
    persons: int
    companies: int
    leads: int
    by_stage: dict[str, int]
    unassigned: int
    stopped: dict[str, int]
    clocks: Clocks
    opportunities: Opportunities
    replay: Replay
