"""Stories at random: what can happen to a few people, drawn by Hypothesis and done by `flow`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st

from handraiser import due, flow
from handraiser.acts.models import Act
from handraiser.handoff.models import Opportunity
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.score.operations import Seen
from handraiser.staff.operations import add_absence, change_user
from tests.cast import MONDAY, PROCESS, Cast, live_process, take_in

FIRST = PROCESS.read_text(encoding="utf-8")
# Other points and gates, another promise, a named account, and a rule that looks at what the machine itself decided.
SECOND = (
    FIRST.replace("points: 25, half_life: 30 days", "points: 33.3, half_life: 7 days, cap: 60")
    .replace("grade IN ('A', 'B') AND score >= 20", "score >= 10.5 OR behaviours IS NULL")
    .replace("within: 4 business hours", "within: 2 business days")
    .replace(
        "{name: decides, when: title ILIKE '%vp%', points: 15}",
        "{name: decides, when: \"title ILIKE '%vp%' OR score > 5 OR stage = 'mql' OR grade = 'A'\", points: 15}",
    )
    .replace(
        "route:\n", "route:\n  named_accounts: {northwind-robotics.com: ben.okafor@northwind-robotics.com}\n"
    )
    .replace(
        "escalate: [{do: notify}, {after: 1 hours, do: reassign}]",
        "escalate: [{do: notify, whom: team_lead}, {after: 1 business hours, do: reassign}]",
    )
)
PEOPLE = tuple(
    {"email": f"{name}@{domain}", "full_name": name.title(), "company_name": company}
    for name, domain, company in (
        ("jana", "kestrel-analytics.com", "Kestrel Analytics"),
        ("mats", "kestrel-analytics.com", "Kestrel Analytics"),
        ("ines", "northwind-robotics.com", "Northwind Robotics"),
        ("leo", "blue-harbor.com", None),
        ("olga", "gmail.com", None),
    )
)

inquiries = st.fixed_dictionaries(
    {
        "who": st.sampled_from(PEOPLE),
        "inquiry_kind": st.sampled_from(["contact_us", "webinar", None]),
        "country": st.sampled_from(["DE", "AT", "US", None]),
        "title": st.sampled_from(["VP Data", "Intern", None]),
        "phone": st.sampled_from(["+49 30 901820", None]),
        "external_id": st.sampled_from(["4711", None, None]),
        "outcome": st.sampled_from([None, None, None, None, "won", "lost", "open"]),
        "ago": st.integers(0, 30 * 24 * 60),
    }
)
behaviour = st.fixed_dictionaries(
    {
        "who": st.sampled_from(PEOPLE),
        "kind": st.sampled_from(["webinar", "page_viewed", "newsletter"]),
        "page": st.sampled_from(["/pricing", "/Pricing/teams", "/blog", 'ümlaut "quote"']),
        "ago": st.integers(-60, 90 * 24 * 60),
        "by_mail": st.booleans(),
    }
)
numbers = st.integers(0, 1_000_000)
verbs = (
    "qualify qualify qualify accept reject reject move reassign absence capacity capacity publish together won "
    "on_hold recycle correct send_back undo undo_act fade wake drain retire touch answer"
)
# An hour or three, so that somebody is warned in time; or so long that everything breaks.
waits = st.one_of(st.integers(1, 600), st.integers(1, 600), st.integers(1, 30 * 24 * 60))
acts = st.one_of(
    st.tuples(st.just("inquire"), st.lists(inquiries, min_size=1, max_size=4)),
    st.tuples(st.just("behave"), st.lists(behaviour, min_size=1, max_size=4)),
    st.tuples(st.just("pass_time"), waits),
    # Several times, since each stands for many verbs.
    *(st.tuples(st.sampled_from(verbs.split()), numbers) for _ in range(5)),
)
stories = st.lists(acts, min_size=5, max_size=25)


@dataclass
class Story:
    """The cast and the moment at which the story has arrived."""

    cast: Cast
    at: datetime = MONDAY
    second: bool = False
    done: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """A hand-raiser from Kestrel Analytics, so that there is somebody from the start."""
        take_in({**PEOPLE[0], "inquiry_kind": "contact_us", "country": "DE"}, at=self.at)

    def go_on(self, verb: str, told: object) -> None:
        """Do one act. What the product refuses did not happen."""
        self.at += timedelta(minutes=7, microseconds=830_001)
        doing: Callable[..., None] = getattr(self, verb)
        try:
            doing(told)
        except Refusal:
            return
        self.done.append(verb)

    def inquire(self, told: list[dict[str, object]]) -> None:
        rows = []
        for said in told:
            ago = timedelta(minutes=int(str(said["ago"])))
            row = {name: value for name, value in said.items() if name not in ("who", "ago")}
            rows.append({**dict(said["who"]), **row, "occurred_at": self.at - ago})  # type: ignore[call-overload]
        take_in(*rows, at=self.at)

    def behave(self, told: list[dict[str, object]]) -> None:
        flow.see(seen=[self._seen(said) for said in told], at=self.at)

    def _seen(self, said: dict[str, object]) -> Seen:
        email = str(dict(said["who"])["email"])  # type: ignore[call-overload]
        lead = Lead.objects.filter(person__email=email).first()
        at = self.at - timedelta(minutes=int(str(said["ago"])))
        known = lead is not None and not said["by_mail"]
        return Seen(
            kind=str(said["kind"]),
            at=at,
            person_id=lead.person_id if lead is not None and known else None,
            email_key=None if known else email,
            properties={"page": said["page"], "depth": 1.50},
        )

    def pass_time(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        while due.tick(at=self.at):
            pass

    def qualify(self, number: int) -> None:
        """A good talk: what it takes to be offered to sales."""
        lead, by = self._lead(number), self.cast.anna.id
        flow.touch(lead_id=lead.id, kind="call", outcome="meeting_booked", by=by, at=self.at)
        flow.answer(lead_id=lead.id, question="budget", value="approved", by=by, at=self.at)

    def touch(self, number: int) -> None:
        outcome = ("meeting_booked", "no_answer", None)[number % 3]
        lead = self._lead(number)
        flow.touch(lead_id=lead.id, kind="call", outcome=outcome, by=self.cast.anna.id, at=self.at)

    def answer(self, number: int) -> None:
        value = ("approved", "none")[number % 2]
        flow.answer(
            lead_id=self._lead(number).id, question="budget", value=value, by=self.cast.anna.id, at=self.at
        )

    def accept(self, number: int) -> None:
        flow.accept(lead_id=self._lead(number, handoff="offered").id, by=self.cast.carla.id, at=self.at)

    def reject(self, number: int) -> None:
        reason = ("not_ready", "bad_fit", "no_show")[number % 3]
        flow.reject(
            lead_id=self._lead(number, handoff="offered").id, reason=reason, by=self.cast.carla.id, at=self.at
        )

    def move(self, number: int) -> None:
        to = ("suspect", "prospect", "mql", "sal", "sql", "customer")[number % 6]
        flow.move_stage(
            lead_id=self._lead(number).id, to=to, by=self.cast.erin.id, reason='He said "now"', at=self.at
        )

    def reassign(self, number: int) -> None:
        flow.reassign(lead_ids=[self._lead(number).id], to=self.cast.ben.id, by=self.cast.erin.id, at=self.at)

    def absence(self, number: int) -> None:
        user = (self.cast.anna, self.cast.ben, self.cast.carla)[number % 3]
        add_absence(
            user=user, starts_at=self.at, ends_at=self.at + timedelta(hours=number % 90 + 1), at=self.at
        )

    def capacity(self, number: int) -> None:
        user = (self.cast.anna, self.cast.ben, self.cast.carla)[number % 3]
        user.refresh_from_db()
        change_user(user=user, capacity=(None, 1, 2)[number % 3], weight=number % 3, at=self.at)

    def retire(self, number: int) -> None:
        self.cast.ben.refresh_from_db()
        change_user(user=self.cast.ben, is_active=number % 2 == 0, at=self.at)

    def publish(self, number: int) -> None:
        self.second = not self.second
        live_process(SECOND if self.second else FIRST + f"# {len(self.done)}\n")

    def together(self, number: int) -> None:
        lead = self._lead(number)
        with flow.together():
            for step in range(number % 3 + 1):
                at = self.at + timedelta(minutes=step)
                seen = Seen(kind="webinar", at=at, person_id=lead.person_id)
                flow.see(seen=[seen], at=at)
                flow.touch(lead_id=lead.id, kind="mail", by=self.cast.anna.id, at=at)

    def won(self, number: int) -> None:
        state = ("won", "lost")[number % 2]
        reason = "price" if state == "lost" else None
        lead = self._with_opportunity(number)
        flow.close_opportunity(lead_id=lead.id, state=state, reason=reason, by=self.cast.carla.id, at=self.at)

    def on_hold(self, number: int) -> None:
        lead, until = self._with_opportunity(number), self.at + timedelta(days=3)
        flow.close_opportunity(
            lead_id=lead.id, state="on_hold", until=until, by=self.cast.carla.id, at=self.at
        )

    def recycle(self, number: int) -> None:
        flow.recycle(lead_id=self._lead(number).id, reason="not_ready", by=self.cast.anna.id, at=self.at)

    def correct(self, number: int) -> None:
        values = {"country": ("Germany", "France")[number % 2]}
        flow.correct(lead_id=self._lead(number).id, values=values, by=self.cast.anna.id, at=self.at)

    def send_back(self, number: int) -> None:
        flow.send_back(lead_id=self._lead(number).id, by=self.cast.carla.id, note="Too early", at=self.at)

    def undo(self, number: int) -> None:
        made = flow.touch(lead_id=self._lead(number).id, kind="call", by=self.cast.anna.id, at=self.at)
        flow.undo_touch(touch_id=made.touch_id, by=self.cast.anna.id, at=self.at + timedelta(minutes=1))

    def undo_act(self, number: int) -> None:
        done = Act.objects.order_by("-at").first()
        if done is None:
            raise NobodyYet("Nothing was done yet.")
        # Right after the act, or some minutes later than the story has come since.
        self.at = max(self.at, done.at + timedelta(minutes=number % 12))
        flow.undo(stroke=done.stroke, by=done.by_id, at=self.at)

    def fade(self, number: int) -> None:
        self.at += timedelta(days=2)
        due.fade_scores(at=self.at)

    def wake(self, number: int) -> None:
        self.at += timedelta(days=31)
        due.wake_recycled(at=self.at)
        due.wake_on_hold(at=self.at)

    def drain(self, number: int) -> None:
        due.drain_holding(at=self.at)

    def _lead(self, number: int, **like: object) -> Lead:
        leads = list(Lead.objects.filter(ended_at=None, **like).order_by("opened_at", "id"))
        if not leads:
            raise NobodyYet("There is no such lead yet.")
        return leads[number // 7 % len(leads)]

    def _with_opportunity(self, number: int) -> Lead:
        found = Opportunity.objects.filter(lead__ended_at=None).order_by("lead_id").first()
        if found is None:
            raise NobodyYet("There is no opportunity yet.")
        return Lead.objects.get(id=found.lead_id)


class NobodyYet(Refusal):
    """The story has not come so far."""
