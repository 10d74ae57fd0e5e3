"""One version over one chunk of history, in the order of time, through the very stations of the journey.

Time goes by in slices. In a slice each person's moments come one after the other, in rounds: a round takes the
next moment of everybody who has one, in the order of time, and decides them as one frame. A moment is an inquiry,
an act of people, a behaviour that may open a gate, or what time itself calls for.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from handraiser import flow
from handraiser.backtest.acts import Act
from handraiser.backtest.meddle import Follows, Rows
from handraiser.backtest.moments import ACT, BEHAVIOUR, INQUIRY, after, micro
from handraiser.backtest.passing import Passing
from handraiser.kit.frames import put, where
from handraiser.lead.frame import MOMENT

REST = flow.JOURNEY[1:]

Wait = Callable[[float], None]


class Simulation(Passing):
    """One candidate over one chunk, from its first moment to the last."""

    def run(self, ends: Sequence[int], progress: Wait) -> None:
        """All of it. `ends`: where slices end, microseconds. `progress` is called with the part that is done."""
        last = micro(self._horizon)
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
            items = after(items, chosen, sooner)

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
            self.promises.answer(act.who, follows.stops, micro(act.at))
        return follows

    def _too_late(self, act: Act) -> None:
        """An act on a lead that is out already, or was never taken in."""
        if act.who in self.refused or not self.people.known(np.array([act.who]))[0]:
            self.kept.differ(act.who, 0, act.lead_id, "never_taken_in", act.at, act.kind)
            return
        pass_number = int(self.people.of(np.array([act.who]), ("pass_number",)).item())
        self.kept.differ(act.who, pass_number, act.lead_id, "out_already", act.at, act.kind)
