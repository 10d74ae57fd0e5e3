"""How business development works at the demo company: calls in the promised time, mostly, and asks the questions."""

from datetime import datetime, timedelta
from random import Random

from handraiser import flow
from handraiser.demo.dice import weighted
from handraiser.demo.office import Case, Office, Standing
from handraiser.demo.people import Human
from handraiser.demo.words import CALL_NOTES, SAY, SECTORS

QUESTIONS = ("compelling_event", "decision", "timeframe", "budget", "size")
ANSWERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "compelling_event": (("project", "pain"), ("curious", "none")),
    "decision": (("decides", "influences"), ("recommends", "uses")),
    "timeframe": (("this_quarter", "this_year"), ("next_year", "open")),
    "budget": (("approved", "planned"), ("to_find", "none")),
}
MOST_TRIES = 4


class Bdr:
    """One way of working for all of them; who is slow is decided lead by lead. Busy, they forget more."""

    def __init__(self, random: Random, office: Office, *, busy_from: datetime) -> None:
        self._random = random
        self._office = office
        self._busy_from = busy_from

    def plan(self, lead: Standing, human: Human, since: datetime) -> Case:
        """A lead that came to its owner at `since`: when they will first take it up."""
        draw = self._random.random() + (0.14 if since >= self._busy_from else 0)
        if draw < 0.9:
            hours = 0.15 + self._random.expovariate(1 / 0.9)
        elif draw < 0.97:
            hours = self._random.uniform(4, 9)
        else:
            # Forgotten, until somebody asks.
            hours = self._random.uniform(14, 40)
        return Case(human, lead.stage, lead.owner_id, self._office.after(lead.owner_id, since, hours))

    def act(self, case: Case, lead: Standing, at: datetime) -> None:
        """Take the lead up: another try, a talk, or the end of it."""
        if lead.handoff in ("rejected", "expired"):
            self._hand_over_again(case, lead, at)
        elif case.met and not case.booked:
            self._book(case, lead, at)
        elif case.tries >= MOST_TRIES:
            self._unreached(case, lead, at)
        else:
            self._try(case, lead, at)

    def _try(self, case: Case, lead: Standing, at: datetime) -> None:
        random, human = self._random, case.human
        case.tries += 1
        if human.level != "none" and random.random() < 0.02:
            self._touch(lead, "call", "wrong_number", at)
            if random.random() < 0.5:
                self._disqualify(lead, "bad_data", at)
                return
        if random.random() < 0.34 + 0.42 * human.reach + (0.18 if human.need > 0.5 else 0):
            self._talk(case, lead, at)
            return
        kind = weighted(random, (("call", 6), ("mail", 3), ("linkedin", 1)))
        outcome = None if kind != "call" else weighted(random, (("no_answer", 3), ("left_voicemail", 2)))
        self._touch(lead, kind, outcome, at)
        case.next_at = self._office.after(lead.owner_id, at, random.uniform(5, 16))

    def _talk(self, case: Case, lead: Standing, at: datetime) -> None:
        random, human = self._random, case.human
        if human.need < 0.22 and random.random() < 0.5:
            self._touch(lead, "call", "not_interested", at)
            self._give_up(case, lead, at + timedelta(minutes=2))
            return
        met = self._ask(case, lead, at)
        qualified = {"compelling_event", "decision"} <= met and len(met) >= 4
        case.booked = qualified and random.random() < 0.75
        self._touch(lead, "call", "meeting_booked" if case.booked else "reached", at)
        self._complete_profile(case, lead, at)
        case.met = met if qualified else frozenset()
        if qualified:
            case.next_at = self._office.after(lead.owner_id, at, random.uniform(3, 12))
        elif human.need * 0.6 + human.fit * 0.4 > 0.55 and random.random() < 0.1:
            note = "Wants to talk to sales now; the open questions will be asked in the call."
            flow.hand_off(lead_id=lead.lead_id, by=lead.owner_id, note=note, at=at + timedelta(minutes=4))
        elif random.random() < 0.3 + 0.5 * human.need and case.tries < 4:
            case.next_at = self._office.after(lead.owner_id, at, random.uniform(16, 70))
            if random.random() < 0.5:
                until = case.next_at - timedelta(hours=1)
                flow.snooze(lead_id=lead.lead_id, until=until, by=lead.owner_id, at=at + timedelta(minutes=3))
        else:
            self._give_up(case, lead, at + timedelta(minutes=3))

    def _ask(self, case: Case, lead: Standing, at: datetime) -> frozenset[str]:
        """Ask what is not answered well yet, as long as it goes well. Returns which questions are met."""
        human, random = case.human, self._random
        chances = {
            "compelling_event": 1.2 * human.need,
            "decision": 1.05 * SAY[human.level] + 0.08,
            "timeframe": 0.25 + 0.8 * human.need,
            "budget": 0.2 + 0.75 * human.need,
            "size": 0.0 if human.firm is None else min(0.95, human.firm.employees / 100),
        }
        met, answers = set(case.met), {}
        for question in QUESTIONS:
            if question in met:
                continue
            good = random.random() < chances[question]
            answers[question] = self._answer(question, human, good=good)
            if good:
                met.add(question)
            elif random.random() < 0.45:
                break
        if answers:
            flow.answer_several(lead_id=lead.lead_id, answers=answers, by=lead.owner_id, at=at)
        return frozenset(met)

    def _answer(self, question: str, human: Human, *, good: bool) -> str:
        if question == "size":
            employees = human.firm.employees if human.firm else 1
            return (
                "microscopic"
                if not good
                else "small"
                if employees < 200
                else "medium"
                if employees < 1500
                else "large"
            )
        return self._random.choice(ANSWERS[question][0 if good else 1])

    def _book(self, case: Case, lead: Standing, at: datetime) -> None:
        """They said yes to a meeting in principle; now it gets a date."""
        case.booked = self._random.random() < 0.85
        self._touch(
            lead, "mail" if case.booked else "call", "meeting_booked" if case.booked else "no_answer", at
        )
        case.tries += 1
        case.next_at = self._office.after(lead.owner_id, at, self._random.uniform(4, 12))

    def _hand_over_again(self, case: Case, lead: Standing, at: datetime) -> None:
        """It came back from sales: another date is agreed, or that was it."""
        if self._random.random() < 0.45:
            self._give_up(case, lead, at)
            return
        self._touch(lead, "call", "meeting_booked", at)
        note = "A new date is agreed, and they will bring whoever decides."
        flow.hand_off(lead_id=lead.lead_id, by=lead.owner_id, note=note, at=at + timedelta(minutes=4))

    def _complete_profile(self, case: Case, lead: Standing, at: datetime) -> None:
        firm = case.human.firm
        if firm is None or lead.employees is not None or self._random.random() < 0.4:
            return
        values = {"employees": str(firm.employees), "industry": SECTORS[firm.sector][0]}
        flow.correct(lead_id=lead.lead_id, values=values, by=lead.owner_id, at=at + timedelta(minutes=1))

    def _give_up(self, case: Case, lead: Standing, at: datetime) -> None:
        random, human = self._random, case.human
        if human.level == "none":
            self._disqualify(lead, "student", at)
        elif human.fit < 0.3 and random.random() < 0.6:
            self._disqualify(lead, random.choice(("not_our_customer", "supplier", "competitor")), at)
        else:
            reasons = (
                ("not_now", 4),
                ("no_need", 3),
                ("too_early", 3),
                ("no_budget", 2),
                ("contract_elsewhere", 1),
            )
            reason = weighted(random, reasons)
            flow.recycle(lead_id=lead.lead_id, reason=reason, by=lead.owner_id, at=at)

    def _unreached(self, case: Case, lead: Standing, at: datetime) -> None:
        if self._random.random() < 0.6:
            flow.recycle(lead_id=lead.lead_id, reason="no_response", by=lead.owner_id, at=at)
        else:
            # Left lying; the time in the stage will run out.
            case.next_at = at + timedelta(days=60)

    def _disqualify(self, lead: Standing, reason: str, at: datetime) -> None:
        flow.disqualify(lead_id=lead.lead_id, reason=reason, by=lead.owner_id, at=at)

    def _touch(self, lead: Standing, kind: str, outcome: str | None, at: datetime) -> None:
        note = self._random.choice(CALL_NOTES.get(outcome or "", ("",)))
        flow.touch(lead_id=lead.lead_id, kind=kind, outcome=outcome, note=note, by=lead.owner_id, at=at)
