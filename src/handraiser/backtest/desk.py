"""Who carried how much, and whose turn it was, at a moment of a simulation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from handraiser.backtest.standing import People
from handraiser.route.desk import Desk, Turns
from handraiser.staff.queries import Staff

Moments = npt.NDArray[np.int64]
NOBODY: Moments = np.zeros(0, np.int64)


@dataclass(slots=True)
class Earlier:
    """What the leads of earlier chunks mean for later ones: from when to when each owner carried how many, and
    when each rota dealt to whom; microseconds, in order. Two numbers for each assignment is all that is carried."""

    taken: dict[int, Moments] = field(default_factory=dict)
    given_up: dict[int, Moments] = field(default_factory=dict)
    dealt: dict[tuple[str, int], Moments] = field(default_factory=dict)

    def loads(self, at: int) -> dict[int, int]:
        """Staff id -> open leads of earlier chunks at that moment."""
        return {
            owner: int(np.searchsorted(taken, at, "right"))
            - int(np.searchsorted(self.given_up.get(owner, NOBODY), at, "right"))
            for owner, taken in self.taken.items()
        }

    def turns(self, at: int) -> Turns:
        """Turns that earlier chunks took up to that moment."""
        return {key: float(np.searchsorted(moments, at, "right")) for key, moments in self.dealt.items()}


@dataclass(slots=True)
class DeskBook:
    """The desk of one simulation of one chunk."""

    people: People
    earlier: Earlier
    companies: dict[str, list[int]] = field(default_factory=dict)
    standing: dict[int, tuple[str | None, str | None, int, str]] = field(default_factory=dict)
    turns: Turns = field(default_factory=dict)
    base: Turns = field(default_factory=dict)
    at: int = 0
    _taken: dict[int, list[int]] = field(default_factory=dict)
    _given_up: dict[int, list[int]] = field(default_factory=dict)
    _dealt: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def open(self, company_ids: Sequence[str], staff: Staff) -> Desk:
        """The desk as it is now."""
        carried = self.people.owner[self.people.is_open]
        owners, counts = np.unique(carried[carried > 0], return_counts=True)
        loads = self.earlier.loads(self.at)
        for owner, count in zip(owners.tolist(), counts.tolist(), strict=True):
            loads[owner] = loads.get(owner, 0) + count
        self.base = self.earlier.turns(self.at)
        turns = dict(self.base)
        for key, own in self.turns.items():
            turns[key] = turns.get(key, 0.0) + own
        return Desk(
            members=staff.members, loads=loads, turns=turns, company_owners=self._company_owners(company_ids)
        )

    def close(self, desk: Desk | None) -> None:
        """Remember the turns that were dealt."""
        if desk is None:
            return
        for key, turns in desk.dealt.items():
            before = self.turns.get(key, 0.0)
            self.turns[key] = turns - self.base.get(key, 0.0)
            self._dealt.setdefault(key, []).extend([self.at] * round(self.turns[key] - before))

    def stand(
        self, rows: Iterable[tuple[int, str | None, str | None, int | None, int, str, bool, int]]
    ) -> None:
        """People as they stand now: (who, company, team, owner, opened, lead, open, moment)."""
        for who, company, team, owner, opened, lead, is_open, moment in rows:
            was = int(self._owner_was(who))
            now = owner if is_open and owner is not None else 0
            if was != now:
                if was:
                    self._given_up.setdefault(was, []).append(moment)
                if now:
                    self._taken.setdefault(now, []).append(moment)
            if company is not None and (who not in self.standing or self.standing[who][0] != company):
                self.companies.setdefault(company, []).append(who)
            self.standing[who] = (company, team, opened, lead)
            self._now[who] = now

    _now: dict[int, int] = field(default_factory=dict)

    def _owner_was(self, who: int) -> int:
        return self._now.get(who, 0)

    def _company_owners(self, company_ids: Sequence[str]) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], tuple[int, str, int]] = {}
        for company in company_ids:
            for who in self.companies.get(company, ()):
                now, team, opened, lead = self.standing[who]
                owner = self._now.get(who, 0)
                if now != company or team is None or not owner:
                    continue
                candidate = (opened, lead, owner)
                key = (company, team)
                if key not in found or candidate < found[key]:
                    found[key] = candidate
        return {key: owner for key, (_, _, owner) in found.items()}

    def carry(self) -> None:
        """Hand this chunk's assignments to the chunks that follow."""
        for here, there in (
            (self._taken, self.earlier.taken),
            (self._given_up, self.earlier.given_up),
        ):
            for owner, moments in here.items():
                there[owner] = _merged(there.get(owner), moments)
        for key, moments in self._dealt.items():
            self.earlier.dealt[key] = _merged(self.earlier.dealt.get(key), moments)


def _merged(before: Moments | None, moments: Sequence[int]) -> Moments:
    new = np.asarray(moments, np.int64)
    return np.sort(new if before is None else np.concatenate([before, new]))
