"""Half a year played again: day by day, what arrives, what time calls for, and what people do about it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import pairwise
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

import polars as pl

from handraiser import due, flow
from handraiser.capture.arrivals import SCHEMA, complete
from handraiser.demo.bdr import Bdr
from handraiser.demo.crowd import Arrival, Crowd, Sight
from handraiser.demo.executive import Executive
from handraiser.demo.office import Case, Office, Standing, standing
from handraiser.demo.people import Human
from handraiser.document import Document
from handraiser.score.operations import Seen

WORKED = ("mql", "sal", "sql")
# The clocks are looked at this many times a day. Each thing still happens at the moment at which it was due.
LOOKS_A_DAY = 3
SATURDAY = 5

T = TypeVar("T", Arrival, Sight)


def steps(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The time cut into days; a weekend, on which nobody works, is one step."""
    cuts = [since]
    day = datetime.combine(since.date(), time(), UTC) + timedelta(days=1)
    while day < until:
        if day.weekday() != SATURDAY + 1:
            cuts.append(day)
        day += timedelta(days=1)
    yield from pairwise([*cuts, until])


class History:
    """Plays the days. Knows people by the id that the journey gave them, and their owners' intentions."""

    def __init__(self, random: Random, crowd: Crowd, document: Document, *, busy_from: datetime) -> None:
        self._arrivals: _Queue[Arrival] = _Queue()
        self._sights: _Queue[Sight] = _Queue()
        self.expect(crowd.arrivals, crowd.sights)
        self._office = Office(document.follow_up.company_calendar)
        self._bdr = Bdr(random, self._office, busy_from=busy_from)
        self._executive = Executive(random, self._office, busy_from=busy_from)
        self._cases: dict[UUID, Case] = {}
        self._humans: dict[UUID, Human] = {}
        self._persons: dict[int, UUID] = {}
        # When somebody last inquired; nobody acts on their lead before that.
        self._heard: dict[int, datetime] = {}

    def meet(self, human: Human, person_id: UUID, at: datetime) -> None:
        """From now on the person of that id is known to be this human."""
        self._humans.setdefault(person_id, human)
        self._persons.setdefault(human.number, person_id)
        self._heard[human.number] = at

    def expect(self, arrivals: Iterable[Arrival], sights: Iterable[Sight]) -> None:
        """More that will happen by itself."""
        self._arrivals.add(arrivals)
        self._sights.add(sights)

    def play(self, begin: datetime, end: datetime) -> None:
        """One step of time, up to `end`."""
        self._take_in(self._arrivals.until(end))
        length = (end - begin) / LOOKS_A_DAY
        looks = [begin + length * look for look in range(1, LOOKS_A_DAY + 1)]
        self._office.new_day()
        with flow.together():
            for now in looks:
                self._see(self._sights.until(now))
            for now in looks:
                self._work(now - length, now)
                while due.tick(at=now) >= 500:
                    continue
        due.wake_recycled(at=end)
        due.wake_on_hold(at=end)
        due.drain_holding(at=end)

    def _take_in(self, arrivals: Sequence[Arrival]) -> None:
        if not arrivals:
            return
        said = [
            {
                **each.row,
                "door": each.door,
                "system": each.system,
                "occurred_at": each.at,
                "received_at": each.at,
            }
            for each in arrivals
        ]
        frame = complete(pl.DataFrame(said, schema=SCHEMA, orient="row", strict=False))
        results = flow.take_in(frame, at=arrivals[-1].at)
        for arrival, person_id in zip(arrivals, results.get_column("person_id"), strict=True):
            if person_id is not None:
                self.meet(arrival.human, UUID(person_id), arrival.at)

    def _see(self, sights: Sequence[Sight]) -> None:
        if not sights:
            return
        seen = []
        for sight in sights:
            person_id = self._persons.get(sight.human.number)
            mail = None if person_id else sight.human.email
            seen.append(Seen(sight.kind, sight.at, person_id, mail, sight.properties))
        flow.see(seen=seen, at=sights[-1].at)

    def _work(self, begin: datetime, end: datetime) -> None:
        """What the staff do between two looks at the clocks, in order of time."""
        todo: list[tuple[datetime, Case, Standing]] = []
        for lead in standing(WORKED):
            case = self._case(lead, begin)
            at = max(case.next_at, self._heard[case.human.number] + timedelta(minutes=6))
            if at < end and at >= begin:
                todo.append((at, case, lead))
        for at, case, lead in sorted(todo, key=lambda item: item[0]):
            moment = self._office.after(lead.owner_id, at, 0)
            if moment >= end or not self._office.has_time(lead.owner_id):
                case.next_at = self._office.after(lead.owner_id, max(moment, end), 0.3)
                continue
            case.next_at = moment + timedelta(days=1)
            (self._bdr if lead.stage == "mql" else self._executive).act(case, lead, moment)

    def _case(self, lead: Standing, now: datetime) -> Case:
        """What the owner intends; thought out anew when the lead has moved or changed hands."""
        case = self._cases.get(lead.lead_id)
        if case is None or (case.stage, case.owner_id) != (lead.stage, lead.owner_id):
            human = self._humans[lead.person_id]
            moved = case is None or case.stage != lead.stage
            since = lead.entered_at if moved else now
            case = (self._bdr if lead.stage == "mql" else self._executive).plan(lead, human, since)
            self._cases[lead.lead_id] = case
        if case.next_at < now:
            case.next_at = now
        return case


def fade(*, at: datetime) -> None:
    """Count all scores again that have faded. Daily in life; once is enough for a past that nobody looked at."""
    while due.fade_scores(at=at) >= 1_000:
        continue


class _Queue(Generic[T]):
    """What is still to happen, taken out in order of time."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, T]] = []
        self._count = 0

    def add(self, items: Iterable[T]) -> None:
        for item in items:
            self._count += 1
            heappush(self._waiting, (item.at, self._count, item))

    def until(self, end: datetime) -> list[T]:
        """What happens before `end`."""
        due_now: list[T] = []
        while self._waiting and self._waiting[0][0] < end:
            due_now.append(heappop(self._waiting)[2])
        return due_now
