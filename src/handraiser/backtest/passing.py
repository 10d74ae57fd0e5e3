"""What the passing of time alone calls for in a simulation."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from handraiser import flow
from handraiser.backtest.deciding import Deciding
from handraiser.backtest.meddle import Follows, Rows
from handraiser.backtest.moments import moment
from handraiser.backtest.promises import Timer
from handraiser.capture import arrivals
from handraiser.capture.admit import COMES_BACK
from handraiser.route.step import somebody_is_free


class Passing(Deciding):
    """Longest stays, promises that nobody kept, the end of a wait, and leads that wait for an owner."""

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
            {"external_id": self._person(timer.who), "source": "recycle", "occurred_at": moment(timer.at)}
            for timer in timers
        ]
        who = pl.Series("who", [timer.who for timer in timers], pl.Int32)
        frame = arrivals.arrivals(rows, door=COMES_BACK, system="person", at=moment(timers[-1].at))
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
        at = moment(self._desk.at)
        free = [team for team in teams if somebody_is_free(team, desk, rules=self.document.route, at=at)]
        waiting = waiting[self.people.of(waiting, ("team",)).get_column("team").is_in(free).to_numpy()]
        if waiting.size:
            ats = pl.Series("at", [self._desk.at], pl.Int64).new_from_index(0, waiting.size)
            self._follow(waiting, Rows(self._standing(waiting, ats)), [Follows()] * waiting.size)
