"""What people's acts do to a lead in a simulation, as they did to the real one; and where the version would not allow it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
import polars as pl

from handraiser.acts.correcting import PERSON
from handraiser.backtest.acts import Act
from handraiser.document import Document
from handraiser.kit.frames import put
from handraiser.lead.frame import MOMENT, SCHEMA
from handraiser.staff.queries import Staff

OF_COMPANY = ("company_name", "domain", "industry", "employees", "revenue")
ENDED_BY = {"recycled": "recycle", "disqualified": "disqualify"}


@dataclass(slots=True)
class Rows:
    """Leads of one batch, row by row, and the columns that acts have changed."""

    frame: pl.DataFrame
    changed: dict[str, list[Any]] = field(default_factory=dict)

    def column(self, name: str) -> list[Any]:
        """The column as a list to be changed in place."""
        if name not in self.changed:
            known = name in self.frame.columns
            self.changed[name] = (
                self.frame.get_column(name).to_list() if known else [None] * self.frame.height
            )
        return self.changed[name]

    def get(self, name: str, row: int) -> Any:
        """A value as it is now."""
        return self.column(name)[row]

    def set(self, row: int, **values: Any) -> None:
        """Change values of one row."""
        for name, value in values.items():
            self.column(name)[row] = value

    def done(self) -> pl.DataFrame:
        """The frame with what was changed."""
        kinds = {**SCHEMA, "told_stage": pl.Utf8(), "avoid_owner_id": pl.Int64()}
        return put(
            self.frame,
            *(pl.Series(name, values, kinds[name]) for name, values in self.changed.items() if name in kinds),
        )


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows an act: the lead is decided again, with `why` where it was told a stage, or its pass ends."""

    again: bool = True
    ends: str | None = None
    reason: str | None = None
    waits: bool = False
    why: str = ""
    differs: tuple[tuple[str, str], ...] = ()
    stops: frozenset[str] = frozenset()
    company: bool = False


class Meddler:
    """Applies recorded acts under one version."""

    def __init__(self, document: Document, staff: Staff) -> None:
        # Who had the lead before it was offered to sales: by the number of the person.
        self.offered_by: dict[int, int | None] = {}
        self._document = document
        self._staff = staff
        self._stages = {stage.key for stage in document.stages}
        self._kinds = {kind.key: kind for kind in document.follow_up.touches.kinds}
        self._answers = {
            question.key: {option.value for option in question.answers}
            for question in document.qualify.questions
        }
        self._doings: Mapping[str, Callable[[Act, Rows, int], Follows]] = {
            "touch.made": self._touched,
            "question.answered": self._answered,
            "person.corrected": self._corrected,
            "lead.moved": self._moved,
            "lead.reassigned": self._reassigned,
            "lead.ended": self._ended,
            "handoff.accepted": self._accepted,
            "handoff.rejected": self._rejected,
            "opportunity.won": self._sold,
            "opportunity.lost": self._sold,
            "opportunity.on_hold": self._sold,
            "opportunity.open": self._sold,
        }

    def apply(self, act: Act, rows: Rows, row: int) -> Follows:
        """The act on that row. What it changes is in the rows; what follows is told."""
        return self._doings[act.kind](act, rows, row)

    def _touched(self, act: Act, rows: Rows, row: int) -> Follows:
        kind, outcome = str(act.told["kind"]), act.told["outcome"]
        known = self._kinds.get(kind)
        contact = known.contact if known is not None else bool(act.told["contact"])
        differs: list[tuple[str, str]] = []
        if known is None:
            differs.append(("touch_kind_gone", kind))
        owner = rows.get("owner_id", row)
        if contact and act.by is not None and owner is not None and owner != act.by:
            differs.append(
                ("other_owner", f"a {kind} by {self._name(act.by)}; the owner is {self._name(owner)}")
            )
        if contact:
            first = rows.get("first_touch_at", row)
            rows.set(
                row,
                touches=(rows.get("touches", row) or 0) + 1,
                first_touch_at=act.at if first is None else min(first, act.at),
                last_touch_at=act.at,
            )
        if kind == "call":
            rows.set(row, calls=(rows.get("calls", row) or 0) + 1)
        if kind == "meeting" or outcome == "meeting_booked":
            rows.set(row, meetings=(rows.get("meetings", row) or 0) + 1)
        words = frozenset((kind, "touch")) if contact else frozenset((kind,))
        return Follows(stops=words, differs=tuple(differs))

    def _answered(self, act: Act, rows: Rows, row: int) -> Follows:
        question, answer = str(act.told["question"]), str(act.told["answer"])
        if question not in self._answers:
            return Follows(again=False, differs=(("question_gone", question),))
        if answer not in self._answers[question]:
            return Follows(again=False, differs=(("answer_gone", f"{question}: {answer}"),))
        answers = orjson.loads(rows.get("answers", row) or "{}")
        rows.set(row, answers=orjson.dumps({**answers, question: answer}).decode())
        return Follows()

    def _corrected(self, act: Act, rows: Rows, row: int) -> Follows:
        now: Mapping[str, Any] = act.told.get("now", {})
        values = {name: value for name, value in now.items() if name in PERSON or name in OF_COMPANY}
        entry = {"source": "hand", "confidence": 1.0, "obtained": act.at.isoformat(), "by": act.by}
        for column, names in (("person_provenance", PERSON), ("company_provenance", OF_COMPANY)):
            said = set(values) & set(names)
            if said:
                known = orjson.loads(rows.get(column, row) or "{}")
                rows.set(row, **{column: orjson.dumps({**known, **dict.fromkeys(said, entry)}).decode()})
        rows.set(row, **values, informed_at=act.at)
        spoken = [rows.get(name, row) for name in ("first_name", "last_name")]
        rows.set(row, full_name=" ".join(filter(None, spoken)) or rows.get("full_name", row))
        return Follows(company=bool(set(values) & set(OF_COMPANY)))

    def _moved(self, act: Act, rows: Rows, row: int) -> Follows:
        to, reason = str(act.told["to"]), str(act.told.get("reason") or "")
        if to not in self._stages:
            return Follows(again=False, differs=(("stage_gone", to),))
        if to == rows.get("stage", row):
            return Follows(again=False, differs=(("there_already", to),))
        if to == self._document.handoff.stage:
            rows.set(row, handoff=None)
        rows.set(row, told_stage=to)
        return Follows(why=f"moved by hand: {reason}" if reason else "moved by hand")

    def _reassigned(self, act: Act, rows: Rows, row: int) -> Follows:
        owner = act.told["owner_id"]
        member = self._staff.by_id.get(owner) if owner is not None else None
        rows.set(row, owner_id=owner, hold_reason=None)
        if member is not None and member.team is not None:
            rows.set(row, team=member.team)
        return Follows(again=False)

    def _ended(self, act: Act, rows: Rows, row: int) -> Follows:
        outcome, reason = str(act.told["outcome"]), act.told.get("reason")
        recycle = self._document.recycle
        known = recycle.recycle_reasons if outcome == "recycled" else recycle.disqualify_reasons
        differs: tuple[tuple[str, str], ...] = ()
        if reason not in [each.key for each in known]:
            differs = (("reason_gone", f"to {ENDED_BY.get(outcome, outcome)}: {reason}"),)
        return Follows(again=False, ends=outcome, reason=reason, waits=outcome == "recycled", differs=differs)

    def _accepted(self, act: Act, rows: Rows, row: int) -> Follows:
        differs = self._offer_differs(act, rows, row, "accepted")
        rows.set(row, handoff="accepted", opportunity="open", owner_id=act.by or rows.get("owner_id", row))
        return Follows(stops=frozenset(("accept",)), differs=differs)

    def _rejected(self, act: Act, rows: Rows, row: int) -> Follows:
        differs = self._offer_differs(act, rows, row, "rejected")
        reason = str(act.told["reason"])
        known = self._document.handoff.reject_reason(reason)
        if known is None:
            differs = (*differs, ("reason_gone", f"to reject: {reason}"))
        rows.set(row, handoff="rejected")
        stops = frozenset(("reject",))
        then = known.then if known is not None else "send_back"
        if then != "send_back":
            outcome = "recycled" if then == "recycle" else "disqualified"
            return Follows(
                again=False,
                ends=outcome,
                reason=reason,
                waits=then == "recycle",
                differs=differs,
                stops=stops,
            )
        self.give_back(act.who, rows, row)
        return Follows(differs=differs, stops=stops, why="moved by hand: the handoff was rejected")

    def give_back(self, who: int, rows: Rows, row: int) -> None:
        """The lead goes back to the stage before the handoff, and to who offered it, if they are still there."""
        to = self.offered_by.get(who)
        member = self._staff.by_id.get(to) if to is not None else None
        there = member if member is not None and member.active else None
        rows.set(
            row,
            owner_id=there.id if there is not None else None,
            team=there.team if there is not None else None,
            told_stage=self._document.handoff.returned_stage,
        )

    def _sold(self, act: Act, rows: Rows, row: int) -> Follows:
        state = act.kind.removeprefix("opportunity.")
        differs: tuple[tuple[str, str], ...] = ()
        if rows.get("opportunity", row) is None:
            differs = (("no_opportunity", state),)
        reason = act.told.get("reason")
        if state == "lost" and reason not in [each.key for each in self._document.handoff.lost_reasons]:
            differs = (*differs, ("reason_gone", f"to lose: {reason}"))
        rows.set(row, opportunity=state)
        if act.told.get("amount") is not None:
            rows.set(row, amount=act.told["amount"])
        ends = state if state in ("won", "lost") else None
        return Follows(ends=ends, reason=reason, waits=state == "lost", differs=differs)

    def _offer_differs(self, act: Act, rows: Rows, row: int, how: str) -> tuple[tuple[str, str], ...]:
        if rows.get("handoff", row) != "offered":
            return (("never_offered", how),)
        owner = rows.get("owner_id", row)
        if act.by is not None and owner is not None and owner != act.by:
            return (("other_owner", f"{how} by {self._name(act.by)}; offered to {self._name(owner)}"),)
        return ()

    def _name(self, staff_id: int) -> str:
        member = self._staff.by_id.get(staff_id)
        return member.name if member is not None else f"staff {staff_id}"


def wakes_at(document: Document, outcome: str, reason: str | None, at: datetime) -> datetime | None:
    """When somebody whose pass ends so comes back by themselves."""
    if outcome == "lost":
        wait = document.recycle.lost_wait
    elif outcome == "recycled":
        reasons = document.recycle.recycle_reasons
        wait = next((known.wait for known in reasons if known.key == reason), None)
    else:
        wait = None
    return at + wait.delta if wait is not None else None


__all__ = ["MOMENT", "Follows", "Meddler", "Rows", "wakes_at"]
