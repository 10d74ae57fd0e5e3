"""A draft under review: operations wants quicker calls and a higher bar, and the panel has begun to say what it thinks."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from handraiser.demo.crew import DOMAIN
from handraiser.document import Document
from handraiser.follow_up.notices import notify
from handraiser.process.drafts import begin_draft_from, save_draft
from handraiser.process.models import Version
from handraiser.process.queries import live_version
from handraiser.process.review.operations import comment, resolve, sign_off
from handraiser.staff.models import User

# What the draft writes otherwise, in the order of its saves.
SAVES: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("(grade IN ('A', 'B') AND score >= 40)", "(grade IN ('A', 'B') AND score >= 50)"),
        ("      within: 4 business hours\n", "      within: 2 business hours\n"),
    ),
    (("      points: 8\n      cap: 16\n", "      points: 5\n      cap: 10\n"),),
)
SIGNED: tuple[tuple[str, str, str, str], ...] = (
    ("dev", "Marketing", "lead", ""),
    ("dev", "Marketing", "ideal_customer", "Same as last year, and the wins agree."),
    ("mina", "Marketing", "buying_stages", ""),
    ("dev", "Marketing", "score", "Sign-ups counted for too much."),
    ("priya", "Business development", "lead", ""),
    ("viktor", "Sales", "lead", ""),
    ("viktor", "Sales", "handoff", "Nothing changes for us here."),
    ("grace", "Finance", "measures", ""),
)


class NothingToChange(Exception):
    """The live text does not say what the draft means to change."""


def begin_review(*, at: datetime) -> Version:
    """The draft with its saves, its comments and the first sign-offs, spread over the days up to `at`."""
    live = live_version()
    if live is None:
        raise NothingToChange("no version is live")
    people = {user.email.removesuffix(f"@{DOMAIN}"): user.pk for user in User.objects.all()}
    erin, began = people["erin"], (at - timedelta(days=6)).replace(hour=9, minute=10)
    draft = begin_draft_from(
        version_id=live.id, by=erin, at=began, note="Quicker first touch, higher bar for prospects"
    )
    for number, changes in enumerate(SAVES):
        draft = save_draft(
            version_id=draft.id,
            text=_changed(draft.text, changes),
            revision=draft.revision,
            by=erin,
            at=began + timedelta(hours=2 * number + 1),
        )
    _say(draft, people, began + timedelta(days=1))
    for number, (name, function, section, note) in enumerate(SIGNED):
        sign_off(
            version_id=draft.id,
            section=section,
            function=function,
            note=note,
            by=people[name],
            at=began + timedelta(days=2, hours=number),
            document=Document,
        )
    _tell(draft, [people["priya"], people["viktor"], people["dev"]], at=began + timedelta(days=1))
    return draft


def _say(draft: Version, people: Mapping[str, int], at: datetime) -> None:
    clock = comment(
        version_id=draft.id,
        place="follow_up.clocks[1].within",
        text="Two hours are right in the week of a fair, too short while Jonas is away. Can it be three until he is back?",
        asks_for_change=True,
        by=people["priya"],
        at=at,
    )
    comment(
        version_id=draft.id,
        text="Let us look at the backtest before we decide: how many would have been late with two hours?",
        answers=clock.id,
        by=people["erin"],
        at=at + timedelta(hours=3),
    )
    comment(
        version_id=draft.id,
        place="stages[prospect]",
        text="What becomes of those between 40 and 50? I would not like to lose the ones who come back.",
        by=people["viktor"],
        at=at + timedelta(hours=5),
    )
    points = comment(
        version_id=draft.id,
        place="score.rules",
        text="Signing up for a webinar and not coming should count for less.",
        by=people["dev"],
        at=at + timedelta(hours=6),
    )
    resolve(comment_id=points.id, by=people["erin"], at=at + timedelta(hours=8))


def _tell(draft: Version, people: list[int], *, at: datetime) -> None:
    text = f"Erin Walsh asks you to review {draft.process} {draft.number}: sections wait for your sign-off."
    notify(user_ids=people, kind=f"review:{draft.id}", text=text, at=at)


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for before, after in changes:
        if before not in text:
            raise NothingToChange(before.strip())
        text = text.replace(before, after, 1)
    return text
