"""Leads of a simulation go through the very stations of the journey, and stand as these decided."""

import json
from collections.abc import Sequence

import numpy as np
import polars as pl

from handraiser import flow
from handraiser.backtest.judging import TOLD, Judging
from handraiser.backtest.meddle import Follows, Rows, wakes_at
from handraiser.backtest.moments import (
    micro,
)
from handraiser.backtest.standing import Numbers
from handraiser.identify.queries import COMPANY_SCHEMA
from handraiser.journey.parts import run_through
from handraiser.journey.station import Run, Station
from handraiser.kit.frames import const, put


class Deciding(Judging):
    """Decides leads, ends passes, and lets clocks run or stop accordingly."""

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
            self.promises.end(whose, micro(moment))
            wakes = wakes_at(self.document, each.ends, each.reason, moment) if each.waits else None
            if wakes is not None:
                self.promises.wake(whose, pass_number, micro(wakes))

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


def _companies(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("company_id").is_not_null()).select(list(COMPANY_SCHEMA))
