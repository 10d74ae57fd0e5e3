"""One version over one chunk of history, in the order of time, through the very stations of the journey.

Time goes by in slices. In a slice each person's moments come one after the other, in rounds: a round takes the
next moment of everybody who has one, in the order of time, and decides them as one frame. A moment is an inquiry,
an act of people, a behaviour that may open a gate, or what time itself calls for.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import numpy.typing as npt
import polars as pl

from handraiser import flow
from handraiser.backtest.acts import Act
from handraiser.backtest.desk import DeskBook, Earlier
from handraiser.backtest.history import AsOf
from handraiser.backtest.kept import Kept
from handraiser.backtest.meddle import Follows, Meddler, Rows, wakes_at
from handraiser.backtest.promises import Promises, Timer
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.screening import SEEN, Screen, seen_at
from handraiser.backtest.standing import Companies, Numbers, People
from handraiser.capture import arrivals
from handraiser.capture.admit import COMES_BACK
from handraiser.document import Document
from handraiser.identify.queries import COMPANY_SCHEMA
from handraiser.journey.decide import as_arriving
from handraiser.journey.parts import run_through, whole
from handraiser.journey.station import Run, Station
from handraiser.kit.frames import const, put, where
from handraiser.lead.frame import MOMENT
from handraiser.process.shape import Shape
from handraiser.route.step import somebody_is_free
from handraiser.staff.queries import Staff

# Written where a told move says why, and replaced row by row: a run knows only one why.
TOLD = "~told~"
NORMALISE, REST = flow.JOURNEY[:1], flow.JOURNEY[1:]
LOOK = tuple(station for station in flow.AGAIN if station.name in ("score", "qualify"))
INQUIRY, ACT, BEHAVIOUR = 0, 1, 2
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version to simulate, under the id by which decisions name it."""

    version_id: UUID
    number: str
    document: Document


def cleaned(chunk: Chunk, candidate: Candidate) -> pl.DataFrame:
    """The chunk's inquiries, normalised. Depends on the version only by its home country."""
    run = Run(document=candidate.document, version_id=candidate.version_id, at=EPOCH)
    return whole(run_through(NORMALISE, chunk.inquiries, run))


def moments_of(chunk: Chunk) -> pl.DataFrame:
    """All moments of the chunk: who, at (microseconds), what, place (row of its kind); in the order of time.

    A behaviour that is an inquiry comes with the inquiry.
    """
    said = chunk.inquiries.get_column("inquiry_id")
    frames = [
        _moments(chunk.inquiries.get_column("who"), chunk.inquiries.get_column("moment"), INQUIRY),
        _moments(
            pl.Series("who", [act.who for act in chunk.acts], pl.Int32),
            pl.Series("at", [act.at for act in chunk.acts], MOMENT),
            ACT,
        ),
        _moments(chunk.behaviour.get_column("who"), chunk.behaviour.get_column("at"), BEHAVIOUR).filter(
            ~chunk.behaviour.get_column("id").is_in(said.implode())
        ),
    ]
    return pl.concat(frames).sort("at", "what", "place", maintain_order=True)


def _moments(who: pl.Series, at: pl.Series, what: int) -> pl.DataFrame:
    return pl.DataFrame(
        [
            who.cast(pl.Int32).alias("who"),
            at.to_physical().alias("at"),
            const("what", what, pl.Int8(), len(who)),
            pl.Series("place", np.arange(len(who)), pl.Int32),
        ]
    )


def slices_of(moments: pl.DataFrame, *, wide: int) -> list[int]:
    """Where slices end: after every so many inquiries and acts."""
    hard = moments.filter(pl.col("what") != BEHAVIOUR).get_column("at")
    return hard[wide::wide].unique(maintain_order=True).to_list()


def _seen(chunk: Chunk, document: Document) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What was seen of people at each behaviour, and at each act, in their order: `screening.SEEN`."""
    acts = pl.DataFrame(
        [
            pl.Series("who", [act.who for act in chunk.acts], pl.Int32),
            pl.Series("at", [act.at for act in chunk.acts], MOMENT),
            const("kind", None, pl.Utf8(), len(chunk.acts)),
            const("properties", "{}", pl.Utf8(), len(chunk.acts)),
        ]
    )
    both = (
        pl.concat([chunk.behaviour.select(acts.columns), acts]).with_row_index("row").sort("who", "at", "row")
    )
    seen = both.select("row").hstack(seen_at(both, document.score)).sort("row").select(SEEN)
    return seen.head(chunk.behaviour.height), seen.tail(acts.height)


class Simulation:
    """One candidate over one chunk. `companies` and `earlier` are carried from chunk to chunk."""

    def __init__(
        self,
        candidate: Candidate,
        chunk: Chunk,
        inquiries: pl.DataFrame,
        moments: pl.DataFrame,
        *,
        staff: Staff,
        companies: Companies,
        earlier: Earlier,
        horizon: datetime,
    ) -> None:
        self.candidate = candidate
        self.document = candidate.document
        self.people = People(len(chunk.people))
        self.promises = Promises(candidate.document)
        self.kept = Kept()
        self.refused: set[int] = set()
        self.passes: list[tuple[Numbers, pl.DataFrame]] = []
        self.decisions = 0
        self._chunk = chunk
        self._inquiries = inquiries
        self._moments = moments
        self._staff = staff
        self._companies = companies
        self._desk = DeskBook(self.people, earlier)
        self._gather = AsOf(chunk, self.people, companies, self._desk, staff)
        self._screen = Screen(candidate.document)
        self._seen_at_behaviour, self._seen_at_act = _seen(chunk, candidate.document)
        self._meddler = Meddler(candidate.document, staff)
        self._horizon = horizon
        self._emails = {member.id: member.email for member in staff.members}
        self._last_moment: Numbers = np.zeros(len(chunk.people), np.int64)
        self._reason: dict[int, str | None] = {}
        self._looks: list[tuple[Numbers, pl.DataFrame]] = []
        self._teams = {stage.key: stage.team for stage in candidate.document.stages if stage.routed}

    def run(self, ends: Sequence[int], progress: Wait) -> None:
        """All of it. `ends`: where slices end, microseconds. `progress` is called with the part that is done."""
        last = _micro(self._horizon)
        at = self._moments.get_column("at")
        first = 0
        every = [*ends, last]
        for place, end in enumerate(every):
            upto = int(at.search_sorted(end, side="right")) if end < last else len(at)
            self._slice(self._moments[first:upto], end)
            first = upto
            progress((place + 1) / len(every))
        self._look_at_all()
        self._look_now()
        self._desk.carry()

    def _slice(self, items: pl.DataFrame, end: int) -> None:
        self._desk.at = int(items.item(0, "at")) if items.height else end
        self._drain(end)
        if items.height:
            last = items.group_by("who").agg(pl.col("at").max())
            self._last_moment[last.get_column("who").to_numpy()] = last.get_column("at").to_numpy()
        items = items.with_columns(pl.Series("order", np.arange(items.height), pl.Int64))
        while True:
            chosen = self._next(items)
            timers = self.promises.due(end)
            moments = dict(chosen.select("who", "at").iter_rows())
            sooner = {who: timer for who, timer in timers.items() if timer.at <= moments.get(who, end)}
            self.promises.put_back(timer for who, timer in timers.items() if who not in sooner)
            if not sooner and chosen.is_empty():
                self._look_now()
                return
            if sooner:
                chosen = chosen.filter(~pl.col("who").is_in(list(sooner)))
                self._time_does(sorted(sooner.values()))
            self._take_in(chosen.filter(pl.col("what") == INQUIRY))
            self._act(chosen.filter(pl.col("what") != INQUIRY))
            items = _after(items, chosen, sooner)

    def _next(self, items: pl.DataFrame) -> pl.DataFrame:
        """The next moment of each person that has one: an inquiry, an act, or a behaviour that may open a gate."""
        if items.is_empty():
            return items
        soft = items.get_column("what") == BEHAVIOUR
        matters = ~soft
        if soft.any():
            matters = matters | self._may_open(items, soft)
        return where(items, matters).unique("who", keep="first", maintain_order=True)

    def _may_open(self, items: pl.DataFrame, soft: pl.Series) -> pl.Series:
        rows = np.flatnonzero(soft.to_numpy())
        who = items.get_column("who").to_numpy()[rows].astype(np.int64)
        rows, who = rows[self.people.is_open[who]], who[self.people.is_open[who]]
        opens = np.zeros(items.height, np.bool_)
        if rows.size:
            seen = self._seen_at_behaviour[items.get_column("place").to_numpy()[rows]]
            seen = put(seen, items.get_column("at")[rows].cast(MOMENT))
            opens[rows] = self._screen.passes(self.people.of(who, self._screen.needs), seen).to_numpy()
        return pl.Series("opens", opens)

    def _take_in(self, items: pl.DataFrame) -> None:
        """Inquiries go through the whole journey."""
        if items.is_empty():
            return
        rows = self._inquiries[items.get_column("place").to_numpy()]
        told = rows.filter(pl.col("outcome").is_not_null())
        who = told.get_column("who").to_numpy().astype(np.int64)
        here = np.flatnonzero(self.people.known(who) & self.people.is_open[who])
        self._look(who[here], told.get_column("occurred_at").to_physical()[here])
        self._journey(rows, REST)

    def _journey(self, rows: pl.DataFrame, journey: Sequence[Station]) -> pl.DataFrame:
        self._gather.at_hand = frozenset(rows.get_column("inquiry_id").to_list())
        run = self._run(rows.get_column("occurred_at").max())
        decided, run = self._through(journey, rows.drop("who", "moment", strict=False), run)
        refused = set(run.aside["refused"].get_column("inquiry_id").to_list())
        whose = dict(zip(rows.get_column("inquiry_id"), rows.get_column("who"), strict=True))
        self.refused.update(whose[inquiry] for inquiry in refused)
        if decided.is_empty():
            return decided
        inquiries = run.aside["rows"]
        for inquiry, person in inquiries.select("inquiry_id", "person_id").iter_rows():
            if person not in self._gather.number:
                self._gather.learn(person_id=person, who=whose[inquiry])
                self._gather.learn_keys(run.aside["person_keys"])
        self._remember_companies(decided)
        self._settle(decided, run)
        return decided

    def _act(self, items: pl.DataFrame) -> None:
        """Acts of people, and behaviour that may open a gate: known leads are decided again."""
        if items.is_empty():
            return
        who = items.get_column("who").to_numpy().astype(np.int64)
        acts: list[Act | None] = [
            self._chunk.acts[place] if what == ACT else None
            for what, place in items.select("what", "place").iter_rows()
        ]
        there = self.people.known(who) & self.people.is_open[who]
        for act, here in zip(acts, there.tolist(), strict=True):
            if act is not None and not here:
                self._too_late(act)
        self._look_before_the_end(acts, there)
        rows, kept = np.flatnonzero(there), who[there]
        if not rows.size:
            return
        ats = items.get_column("at")[rows]
        leads = Rows(self._standing(kept, ats))
        follows = [self._did(acts[row], leads, place) for place, row in enumerate(rows.tolist())]
        self._without_touches(items[rows], ats, leads, follows, [acts[row] for row in rows.tolist()])
        self._follow(kept, leads, follows)

    def _without_touches(
        self,
        items: pl.DataFrame,
        ats: pl.Series,
        leads: Rows,
        follows: list[Follows],
        acts: Sequence[Act | None],
    ) -> None:
        """A touch that opens no gate is counted, and nothing is decided by it; not of leads that wait for an owner."""
        touched = [row for row, act in enumerate(acts) if act is not None and act.kind == "touch.made"]
        if not touched:
            return
        frame = leads.done()[touched]
        seen = put(
            self._seen_at_act[items.get_column("place").to_numpy()[touched]],
            ats[touched].cast(MOMENT).alias("at"),
        )
        opens = self._screen.passes(frame.select(self._screen.needs), seen)
        matters = opens | frame.get_column("hold_reason").is_not_null()
        for row, yes in zip(touched, matters.to_list(), strict=True):
            if not yes:
                follows[row] = replace(follows[row], again=False)

    def _did(self, act: Act | None, leads: Rows, row: int) -> Follows:
        if act is None:
            return Follows()
        follows = self._meddler.apply(act, leads, row)
        for kind, detail in follows.differs:
            self.kept.differ(act.who, leads.get("pass_number", row), act.lead_id, kind, act.at, detail)
        if follows.stops:
            self.promises.answer(act.who, follows.stops, _micro(act.at))
        return follows

    def _follow(self, who: Numbers, leads: Rows, follows: Sequence[Follows]) -> None:
        """Decide again what is to be, end what ends, and let everybody stand as they do now."""
        frame = leads.done()
        if "told_stage" not in frame.columns:
            frame = put(frame, const("told_stage", None, pl.Utf8(), frame.height))
        again = np.array([each.again for each in follows], np.bool_)
        still = np.flatnonzero(~again)
        company = np.flatnonzero([each.company for each in follows])
        if company.size:
            self._companies.put(_companies(frame[company]))
        ending: list[tuple[pl.DataFrame, Numbers, list[Follows]]] = []
        if again.any():
            rows = np.flatnonzero(again)
            decided = self._decide(frame[rows], [follows[row].why for row in rows.tolist()])
            ending.append((decided, who[rows], [follows[row] for row in rows.tolist()]))
        if still.size:
            self.people.put(who[still], frame[still])
            self._stand(who[still], frame[still])
            for row, (owner, team) in zip(
                still.tolist(), frame[still].select("owner_id", "team").iter_rows(), strict=True
            ):
                self.promises.hand_over(int(who[row]), owner, team)
            ending.append((frame[still], who[still], [follows[row] for row in still.tolist()]))
        for stood, whose, following in ending:
            over = [row for row, each in enumerate(following) if each.ends is not None]
            if over:
                self._end(stood[over], whose[over], [following[row] for row in over])

    def _end(self, stood: pl.DataFrame, who: Numbers, follows: Sequence[Follows]) -> None:
        """Passes end as people or the process say."""
        at = stood.get_column("at")
        stood = put(
            stood,
            pl.Series("outcome", [each.ends for each in follows], pl.Utf8()),
            at.alias("ended_at"),
            const("hold_reason", None, pl.Utf8(), stood.height),
        )
        self.people.put(who, stood)
        self._stand(who, stood)
        for whose, pass_number, moment, each in zip(
            who.tolist(), stood.get_column("pass_number"), at, follows, strict=True
        ):
            assert each.ends is not None
            self._reason[whose] = each.reason
            self.promises.end(whose, _micro(moment))
            wakes = wakes_at(self.document, each.ends, each.reason, moment) if each.waits else None
            if wakes is not None:
                self.promises.wake(whose, pass_number, _micro(wakes))

    def _time_does(self, timers: Sequence[Timer]) -> None:
        """What time alone calls for: the longest stay, a promise that nobody kept, the end of a wait."""
        waking = [timer for timer in timers if timer.what == "wakes"]
        waking = [timer for timer in waking if not self.people.is_open[timer.who]]
        running = [timer for timer in timers if timer.what != "wakes" and self.people.is_open[timer.who]]
        if waking:
            self._wake(waking)
        if not running:
            return
        who = np.array([timer.who for timer in running], np.int64)
        ats = pl.Series("at", [timer.at for timer in running], pl.Int64)
        leads = Rows(self._standing(who, ats))
        follows = [self._ran_out(timer, leads, row) for row, timer in enumerate(running)]
        over = np.array([each.ends is not None for each in follows], np.bool_)
        if over.any():
            self._look(who[over], ats.filter(pl.Series(over)))
        self._follow(who, leads, follows)

    def _ran_out(self, timer: Timer, leads: Rows, row: int) -> Follows:
        stage = leads.get("stage", row)
        if timer.what == "stage_ran_out":
            way_out = next((each.way_out for each in self.document.stages if each.key == stage), None)
            if (
                way_out is None
                or way_out.then == "notify"
                or timer.promise is None
                or timer.promise.stage != stage
            ):
                return Follows(again=False)
            if way_out.then == "move":
                leads.set(row, told_stage=way_out.to)
                return Follows(why=f"the time in the stage ran out: {way_out.reason}".rstrip(": "))
            outcome = flow.OUTCOME_OF[way_out.then]
            return Follows(again=False, ends=outcome, reason=way_out.reason, waits=outcome == "recycled")
        if timer.what == "reassign":
            leads.set(row, avoid_owner_id=leads.get("owner_id", row), owner_id=None)
            return Follows()
        if leads.get("handoff", row) != "offered":
            return Follows(again=False)
        leads.set(row, handoff="expired")
        self.promises.answer(timer.who, frozenset(("reject",)), timer.at)
        self._meddler.give_back(timer.who, leads, row)
        return Follows(why="moved by hand: the handoff was expired")

    def _wake(self, timers: Sequence[Timer]) -> None:
        """People whose wait is over come back by the same gate as everybody."""
        rows = [
            {"external_id": self._person(timer.who), "source": "recycle", "occurred_at": _moment(timer.at)}
            for timer in timers
        ]
        who = pl.Series("who", [timer.who for timer in timers], pl.Int32)
        frame = arrivals.arrivals(rows, door=COMES_BACK, system="person", at=_moment(timers[-1].at))
        frame = frame.with_columns(who, pl.col("occurred_at").alias("received_at"))
        self._journey(frame, flow.JOURNEY)
        back = np.array([timer.who for timer in timers], np.int64)
        ats = pl.Series("at", [timer.at for timer in timers], pl.Int64)
        leads = Rows(self._standing(back, ats))
        for row in range(back.size):
            leads.set(row, told_stage=self.document.recycle.stage)
        self._follow(back, leads, [Follows(why="came back from nurture")] * back.size)

    def _person(self, who: int) -> str:
        return str(self.people.of(np.array([who]), ("person_id",)).item())

    def _drain(self, end: int) -> None:
        """Leads that wait for an owner are looked at, if somebody is free."""
        waiting = np.flatnonzero(
            self.people.is_open
            & (self.people.owner == 0)
            & self.people.known(np.arange(self.people.rows.size))
        )
        if not waiting.size:
            return
        held = self.people.of(waiting, ("hold_reason", "team"))
        waiting = waiting[held.get_column("hold_reason").is_not_null().to_numpy()]
        if not waiting.size:
            return
        desk = self._desk.open([], self._staff)
        teams = set(held.get_column("team").drop_nulls())
        at = _moment(self._desk.at)
        free = [team for team in teams if somebody_is_free(team, desk, rules=self.document.route, at=at)]
        waiting = waiting[self.people.of(waiting, ("team",)).get_column("team").is_in(free).to_numpy()]
        if waiting.size:
            ats = pl.Series("at", [self._desk.at], pl.Int64).new_from_index(0, waiting.size)
            self._follow(waiting, Rows(self._standing(waiting, ats)), [Follows()] * waiting.size)

    def _standing(self, who: Numbers, ats: pl.Series) -> pl.DataFrame:
        """These leads as the stations expect them, each at its moment."""
        leads = self._companies.beside(self.people.of(who))
        at = ats.cast(MOMENT).alias("at")
        owners = [self._emails.get(owner) for owner in leads.get_column("owner_id")]
        leads = put(as_arriving(leads, EPOCH), at, at.alias("captured_at"))
        return put(leads, pl.Series("owner", owners, pl.Utf8()))

    def _decide(self, leads: pl.DataFrame, whys: Sequence[str]) -> pl.DataFrame:
        """Leads go again from the score on."""
        self._gather.at_hand = frozenset()
        run = self._run(leads.get_column("at").max())
        run.known_companies = leads.get_column("company_id").drop_nulls().unique().to_list()
        decided, run = self._through(flow.AGAIN, leads, run)
        if any(whys):
            moves = [
                moves.replace(TOLD, json.dumps(why)[1:-1]) if why else moves
                for moves, why in zip(decided.get_column("stage_moves"), whys, strict=True)
            ]
            decided = put(decided, pl.Series("stage_moves", moves, pl.Utf8()))
        self._settle(decided, run)
        return decided

    def _through(self, journey: Sequence[Station], frame: pl.DataFrame, run: Run) -> tuple[pl.DataFrame, Run]:
        parts = run_through(journey, frame, run)
        assert len(parts) == 1, "one version decides all leads of a simulation"
        self._desk.close(parts[0][1].desk)
        self.decisions += frame.height
        return parts[0]

    def _settle(self, decided: pl.DataFrame, run: Run) -> None:
        """Everybody stands as decided, and clocks run or stop accordingly."""
        numbers = [self._gather.number[person] for person in decided.get_column("person_id")]
        who = np.array(numbers, np.int64)
        over = decided.get_column("ended_at").is_not_null()
        known = frozenset(
            whose for whose, new in zip(numbers, decided.get_column("lead_new"), strict=True) if not new
        )
        again = [whose for whose in numbers if whose not in known and self.people.rows[whose] >= 0]
        if again:
            before = np.array(again, np.int64)
            self.passes.append((before, self.people.of(before)))
        self.kept.decided(decided, pl.Series("who", who))
        for place in np.flatnonzero(decided.get_column("offered").to_numpy()).tolist():
            self._meddler.offered_by[numbers[place]] = decided.item(place, "owner_id_was")
        self._stop_clocks(decided, numbers, known)
        whose = dict(
            zip(
                decided.get_column("lead_id"),
                zip(numbers, decided.get_column("pass_number"), strict=True),
                strict=True,
            )
        )
        self.promises.start(run.aside["clocks"], whose, known=known)
        self.people.put(who, decided)
        self._stand(who, decided)
        if over.any() and "wake_at" in decided.columns:
            told = decided.select("pass_number", pl.col("wake_at").to_physical(), "outcome_reason")
            for number, (pass_number, wakes, reason) in zip(numbers, told.iter_rows(), strict=True):
                if wakes is not None:
                    self.promises.wake(number, pass_number, wakes)
                if reason is not None:
                    self._reason[number] = reason

    def _stop_clocks(self, decided: pl.DataFrame, numbers: Sequence[int], known: frozenset[int]) -> None:
        rows = decided.select(
            pl.col("at").to_physical(),
            "stage",
            pl.col("stage_changed") | pl.col("offered"),
            pl.col("ended_at").is_not_null().alias("over"),
            "routed",
            "owner_id",
            "team",
        )
        for who, (at, stage, moved, over, routed, owner, team) in zip(numbers, rows.iter_rows(), strict=True):
            if who not in known:
                continue
            if over:
                self.promises.end(who, at)
            elif moved:
                self.promises.leave_stage(who, stage, at)
            if routed:
                self.promises.hand_over(who, owner, team)

    def _stand(self, who: Numbers, frame: pl.DataFrame) -> None:
        told = frame.select(
            "company_id",
            "team",
            "owner_id",
            pl.col("opened_at").to_physical(),
            "lead_id",
            pl.col("ended_at").is_null(),
            pl.col("at").to_physical(),
        )
        self._desk.stand((whose, *row) for whose, row in zip(who.tolist(), told.iter_rows(), strict=True))

    def _remember_companies(self, decided: pl.DataFrame) -> None:
        named = decided.filter(pl.col("company_id").is_not_null()).unique(
            "company_id", keep="last", maintain_order=True
        )
        if named.is_empty():
            return
        fresh = pl.Series([company not in self._companies for company in named.get_column("company_id")])
        for company, country in named.filter(fresh).select("company_id", "country").iter_rows():
            self._companies.lies_in(company, country)
        self._companies.put(_companies(named.filter(fresh | named.get_column("company_said"))))

    def _look_before_the_end(self, acts: Sequence[Act | None], there: npt.NDArray[np.bool_]) -> None:
        """Grade and score as they were just before the outcome was known."""
        ends = [
            act
            for act, here in zip(acts, there.tolist(), strict=True)
            if here
            and act is not None
            and act.kind in ("lead.ended", "handoff.rejected", "opportunity.won", "opportunity.lost")
        ]
        if ends:
            self._look(
                np.array([act.who for act in ends], np.int64),
                pl.Series([act.at for act in ends], dtype=MOMENT),
            )

    def _look(self, who: Numbers, ats: pl.Series) -> None:
        """Keep grade and score of these people as they are at these moments; nothing else is decided.

        They are counted with the others of the slice: what counts, stands in the rows that are laid aside here.
        """
        if who.size:
            self._looks.append((who, self._standing(who, ats)))

    def _look_now(self) -> None:
        """Count grade and score of those that were laid aside. Nobody may stand twice in one frame."""
        if not self._looks:
            return
        who = pl.Series("who", np.concatenate([who for who, _ in self._looks]))
        leads = pl.concat([leads for _, leads in self._looks], how="diagonal")
        self._looks.clear()
        self._gather.at_hand = frozenset()
        while leads.height:
            first = who.is_first_distinct()
            looked = leads.filter(first)
            run = self._run(looked.get_column("at").max())
            for station in LOOK:
                looked = station.run(looked, run)
            self.kept.looked(looked, who.filter(first))
            who, leads = who.filter(~first), leads.filter(~first)

    def _look_at_all(self) -> None:
        """At the end of history, everybody who is still there at their own last moment."""
        there = np.flatnonzero(self.people.is_open & (self.people.rows >= 0))
        decided = self.people.of(there, ("scored_at",)).get_column("scored_at").to_physical().to_numpy()
        # Whose last moment was decided has the last word already.
        later = self._last_moment[there] > decided
        self._look(there[later], pl.Series("at", self._last_moment[there[later]]).cast(MOMENT))

    def _too_late(self, act: Act) -> None:
        """An act on a lead that is out already, or was never taken in."""
        if act.who in self.refused or not self.people.known(np.array([act.who]))[0]:
            self.kept.differ(act.who, 0, act.lead_id, "never_taken_in", act.at, act.kind)
            return
        pass_number = int(self.people.of(np.array([act.who]), ("pass_number",)).item())
        self.kept.differ(act.who, pass_number, act.lead_id, "out_already", act.at, act.kind)

    def _run(self, at: object) -> Run:
        assert isinstance(at, datetime)
        return Run(
            document=self.document,
            version_id=self.candidate.version_id,
            at=at,
            gather=self._gather,
            told_why=TOLD,
        )

    def stood(self) -> Iterator[tuple[Numbers, pl.DataFrame]]:
        """Every pass as it stands at the end: (who, leads)."""
        yield from self.passes
        there = np.flatnonzero(self.people.rows >= 0)
        yield there, self.people.of(there)

    @property
    def reasons(self) -> dict[int, str | None]:
        """Why the newest pass of somebody ended."""
        return self._reason


def _companies(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("company_id").is_not_null()).select(list(COMPANY_SCHEMA))


def _after(items: pl.DataFrame, chosen: pl.DataFrame, sooner: dict[int, Timer]) -> pl.DataFrame:
    """What is left of people who had a moment now: all that comes after it."""
    done = chosen.select("who", pl.col("order").alias("done"))
    left = items.join(done, on="who", how="inner", maintain_order="left").filter(
        pl.col("order") > pl.col("done")
    )
    if not sooner:
        return left.drop("done")
    waiting = pl.DataFrame(
        {"who": list(sooner), "from": [timer.at for timer in sooner.values()]},
        schema={"who": pl.Int32, "from": pl.Int64},
    )
    held = items.join(waiting, on="who", how="inner", maintain_order="left").filter(
        pl.col("at") >= pl.col("from")
    )
    return pl.concat([left.drop("done"), held.drop("from")]).sort("order")


def _micro(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def _moment(at: int) -> datetime:
    return EPOCH + timedelta(microseconds=at)


__all__ = ["Candidate", "Shape", "Simulation", "cleaned", "moments_of", "slices_of"]
