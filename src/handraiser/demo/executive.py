"""How account executives work at the demo company: answer offers, meet, and close."""

from datetime import datetime, timedelta
from math import exp
from random import Random

from handraiser import flow
from handraiser.demo.dice import weighted
from handraiser.demo.office import Case, Office, Standing
from handraiser.demo.people import Human

REJECTED = (
    ("no_show", 4), ("not_qualified", 3), ("no_need", 3), ("too_early", 3), ("no_budget", 2), ("wrong_contact", 2),
    ("not_our_customer", 1), ("existing_opportunity", 1),
)  # fmt: skip
LOST = (
    ("no_decision", 5),
    ("competitor", 4),
    ("price", 3),
    ("timing", 3),
    ("missing_feature", 2),
    ("lost_contact", 3),
)
MEETING_NOTES = (
    "Two people came. They want to see their own stages in it.",
    "Head of operations joined; asked for the security pack.",
    "Good first call. Next: demonstration with their data.",
    "Compared us with doing nothing. Business case next.",
)


class Executive:
    """One way of working for all of them. From `busy_from` on they are closing the quarter, and answer late."""

    def __init__(self, random: Random, office: Office, *, busy_from: datetime) -> None:
        self._random = random
        self._office = office
        self._busy_from = busy_from

    def plan(self, lead: Standing, human: Human, since: datetime) -> Case:
        """A lead that was offered or accepted at `since`: when its owner takes it up."""
        if lead.stage == "sal":
            slow = since >= self._busy_from or self._random.random() < 0.14
            hours = self._random.uniform(16, 45) if slow else self._random.expovariate(1 / 5)
        else:
            hours = (
                self._random.uniform(13, 24) if self._random.random() < 0.1 else self._random.uniform(1, 11)
            )
        case = Case(human, lead.stage, lead.owner_id, self._office.after(lead.owner_id, since, hours))
        if lead.stage == "sql":
            length = 6 + self._random.weibullvariate(38, 1.6)
            case.closes_at = self._office.after(lead.owner_id, since + timedelta(days=length), 0.5)
        return case

    def act(self, case: Case, lead: Standing, at: datetime) -> None:
        """Answer the offer, meet, or bring the opportunity to its end."""
        if lead.stage == "sal":
            self._answer(case, lead, at)
        elif lead.opportunity == "on_hold":
            case.next_at = at + timedelta(days=7)
        elif case.closes_at is not None and at >= case.closes_at:
            self._close(case, lead, at)
        else:
            self._meet(case, lead, at)

    def _answer(self, case: Case, lead: Standing, at: datetime) -> None:
        if lead.handoff != "offered":
            case.next_at = at + timedelta(days=2)
            return
        random, human = self._random, case.human
        if random.random() < min(0.95, 0.28 + 0.4 * human.need + 0.35 * human.fit):
            note = "" if random.random() < 0.6 else "Good handover, thank you."
            flow.accept(lead_id=lead.lead_id, by=lead.owner_id, note=note, at=at)
        else:
            flow.reject(lead_id=lead.lead_id, reason=weighted(random, REJECTED), by=lead.owner_id, at=at)

    def _meet(self, case: Case, lead: Standing, at: datetime) -> None:
        first = case.tries == 0
        kind = "meeting" if first else weighted(self._random, (("call", 4), ("mail", 4), ("meeting", 2)))
        note = self._random.choice(MEETING_NOTES) if kind == "meeting" else ""
        flow.touch(
            lead_id=lead.lead_id, kind=kind, outcome=None if kind == "mail" else "reached", note=note,
            by=lead.owner_id, at=at,
        )  # fmt: skip
        case.tries += 1
        next_touch = self._office.after(lead.owner_id, at, self._random.uniform(80, 200))
        case.next_at = min(next_touch, case.closes_at) if case.closes_at else next_touch

    def _close(self, case: Case, lead: Standing, at: datetime) -> None:
        random, human = self._random, case.human
        if random.random() < 0.07:
            until = at + timedelta(days=random.choice((30, 45, 60)))
            flow.close_opportunity(
                lead_id=lead.lead_id, state="on_hold", by=lead.owner_id, until=until, at=at
            )
            case.closes_at = case.next_at = until + timedelta(days=10)
            return
        if random.random() < 1 / (1 + exp(6.5 - 8.6 * (0.5 * human.need + 0.5 * human.fit))):
            flow.close_opportunity(
                lead_id=lead.lead_id, state="won", by=lead.owner_id, amount=_amount(random, human),
                currency="EUR", at=at,
            )  # fmt: skip
            return
        reason = weighted(random, LOST)
        flow.close_opportunity(lead_id=lead.lead_id, state="lost", by=lead.owner_id, reason=reason, at=at)


def _amount(random: Random, human: Human) -> float:
    """A yearly contract, larger at larger companies."""
    employees = human.firm.employees if human.firm else 5
    return round((3_000 + 40 * float(employees**0.8)) * random.uniform(0.7, 1.4), -2)
