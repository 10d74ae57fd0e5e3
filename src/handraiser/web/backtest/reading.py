"""What the pages of a backtest show."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from handraiser.backtest import queries, words
from handraiser.backtest.behind import Wanted
from handraiser.backtest.body import body
from handraiser.backtest.candidates import DraftFaulty, of_draft
from handraiser.backtest.models import Run, RunLead
from handraiser.backtest.operations import GOING
from handraiser.backtest.sides import place
from handraiser.backtest.sides import titles_of as titles_of_report
from handraiser.process.models import State, Version
from handraiser.staff.queries import snapshot
from handraiser.web.backtest.charts import charts

TALES = (
    ("moves", "Through the stages", "It was not moved."),
    ("grade", "Grade points", "No rule gave points."),
    ("score", "Score points", "No rule gave points."),
    ("routes", "Owner", "It was given to nobody."),
    ("clocks", "Clocks", "None was set."),
)


@dataclass(frozen=True, slots=True)
class RunLinks:
    """Every number of the report leads to the leads behind it."""

    run_id: UUID
    # Where the lines of the draft's text stand; '' once they have moved.
    text: str = ""

    def leads(self, **wanted: str) -> str:
        return f"{reverse('web:process_backtest_leads', args=[self.run_id])}?{urlencode(wanted)}"

    def lead(self, lead_id: str) -> str:
        return reverse("web:lead", args=[lead_id])

    def line(self, number: int) -> str:
        return f"{self.text}#L{number}" if self.text else ""


def valid_part_context(shown: Version) -> dict[str, Any]:
    """What is said of a draft with faults before it is tried: which sections would not be its own, or why it cannot."""
    if shown.state != State.DRAFT:
        return {}
    try:
        tried = of_draft(shown)
    except DraftFaulty as faulty:
        return {"untriable": faulty.message}
    return {"replaced": tried.replaced, "replaced_from": tried.replaced_from}


def report_context(run: Run, *, short: bool = False) -> dict[str, Any]:
    """A run with its report, if there is one. `short`: how far it is, and nothing more."""
    versions = queries.versions()
    shown, against = versions.get(run.version_id), versions.get(run.against_id)
    changed = queries.changed_since(run, versions)
    around = {
        "run": run,
        "shown": shown,
        "tab": "backtests",
        "against": against.number if against else "",
        "changed": changed,
        "again": bool(changed and shown and against),
        "going": run.state in GOING,
        "percent": round(run.progress * 100),
        "had": queries.stand(run),
        "took": (run.finished_at - run.queued_at).total_seconds() if run.finished_at else None,
    }
    if short:
        return around
    report = queries.report_of(run)
    if report is None:
        return around
    # Made of escaped text by `body`, and of drawings of our own.
    html = mark_safe(body(report, RunLinks(run.id, _text_of(shown, changed)), charts(report)))  # noqa: S308
    return {**around, "report": html, "of_sample": run.report is None}


def _text_of(shown: Version | None, changed: str) -> str:
    if shown is None or shown.state != State.DRAFT or changed:
        return ""
    return reverse("web:process_draft_text", args=[shown.id])


def titles_of(run: Run) -> dict[str, str]:
    """Stage key -> title, of both versions, as they were when they were tried."""
    report = queries.report_of(run)
    return dict(titles_of_report(report)) if report is not None else {}


def said_of(run: Run, wanted: Wanted) -> str:
    """Which leads these are, in words."""
    titles, numbers = titles_of(run), queries.numbers()
    side = f"under {'draft' if wanted.side == 'draft' else 'version'} " + numbers.get(
        run.version_id if wanted.side == "draft" else run.against_id, ""
    )
    told = []
    if wanted.movement:
        told.append(words.MOVEMENTS.get(wanted.movement, wanted.movement))
    if wanted.differs:
        told.append(f"with {words.difference(wanted.differs)}")
    if wanted.base and wanted.draft:
        told.append(f"{place(wanted.base, titles)} becomes {place(wanted.draft, titles)}")
    elif wanted.base or wanted.draft:
        told.append(f"in the end in {place(wanted.base or wanted.draft, titles)}")
        side = f"under draft {numbers.get(run.version_id, '')}" if wanted.draft else side
    if wanted.stage:
        where = titles.get(wanted.stage, wanted.stage)
        to = titles.get(wanted.to, wanted.to)
        told.append(f"from {where} to {to} {side}" if to else f"that entered {where} {side}")
    if wanted.clock:
        fate = f"{words.FATES.get(wanted.fate, wanted.fate)} " if wanted.fate else ""
        told.append(f"with a {fate}clock {wanted.clock.replace('_', ' ')} {side}")
    if wanted.rule:
        told.append(f"to which the rule {wanted.rule} gave points {side}")
    if wanted.grade:
        told.append(f"of grade {wanted.grade} {side}")
    if wanted.band:
        told.append(f"with a score from {wanted.band}, by tens, {side}")
    if wanted.owner or wanted.team or wanted.week:
        told.append(f"assigned to {_whom(wanted)} {side}")
    return "; ".join(told) or "all that were judged"


def _whom(wanted: Wanted) -> str:
    member = snapshot().by_id.get(int(wanted.owner)) if wanted.owner.isdigit() else None
    team = snapshot().by_key.get(wanted.team)
    whom = member.name if member else wanted.owner or (team.name if team else wanted.team) or "anybody"
    return f"{whom} in the week from {wanted.week}" if wanted.week else whom


def lead_context(run: Run, lead: RunLead) -> dict[str, Any]:
    """A lead under both versions."""
    numbers, titles = queries.numbers(), titles_of(run)
    sides = [
        _side(f"draft {numbers.get(run.version_id, '')}", lead, "draft", titles),
        _side(f"version {numbers.get(run.against_id, '')}", lead, "base", titles),
    ]
    _mark(sides)
    return {
        "run": run,
        "changed": queries.changed_since(run, queries.versions()),
        "lead": lead,
        "name": queries.names_of([lead.person_id]).get(lead.person_id, ""),
        "movement": words.MOVEMENTS.get(lead.movement, lead.movement),
        "differs": [words.difference(kind) for kind in lead.draft_differs],
        "sides": sides,
    }


def _side(name: str, lead: RunLead, side: str, titles: dict[str, str]) -> dict[str, Any]:
    told = json.loads(getattr(lead, f"{side}_told") or "{}")
    stage, owner = getattr(lead, f"{side}_stage"), getattr(lead, f"{side}_owner_id")
    member = snapshot().by_id.get(owner) if owner is not None else None
    return {
        "name": name,
        "there": stage is not None,
        "stage": titles.get(stage, stage),
        "outcome": getattr(lead, f"{side}_outcome"),
        "grade": getattr(lead, f"{side}_grade"),
        "score": getattr(lead, f"{side}_score"),
        "owner": member.name if member else "",
        "tales": [
            {"title": title, "nothing": none, "lines": _lines(key, told.get(key, []), titles)}
            for key, title, none in TALES
        ],
    }


def _mark(sides: list[dict[str, Any]]) -> None:
    """Each line with whether the other version does not say it too."""
    for here, there in zip(*(side["tales"] for side in sides), strict=True):
        told = [set(tale["lines"]) for tale in (here, there)]
        here["lines"] = [(line, line not in told[1]) for line in here["lines"]]
        there["lines"] = [(line, line not in told[0]) for line in there["lines"]]


def _lines(key: str, told: list[dict[str, Any]], titles: dict[str, str]) -> list[str]:
    if key in ("grade", "score"):
        return [f"{one['points']:+g} {one['rule']}" for one in told]
    if key == "moves":
        return [_moved(one["at"], move, titles) for one in told for move in one["moves"]]
    if key == "routes":
        return [_routed(one) for one in told]
    return [
        f"{one['name'].replace('_', ' ')}: set {_day(one['started_at'])}, due {_day(one['due_at'])}, {words.FATES[one['fate']]}"
        for one in told
    ]


def _moved(at: str, move: dict[str, Any], titles: dict[str, str]) -> str:
    here, there = (titles.get(move[name], move[name]) for name in ("from", "to"))
    says = "; ".join(criterion["says"] for criterion in move.get("criteria", []))
    return f"{_day(at)}: {here or 'new'} to {there}, {move['why']}" + (f" ({says})" if says else "")


def _routed(one: dict[str, Any]) -> str:
    reasons = one["reasons"] or {}
    offered = ", offered to sales" if one["offered"] else ""
    return f"{_day(one['at'])}: {reasons.get('why', 'as before')}{offered}"


def _day(at: str | None) -> str:
    """A moment in the time zone of the reader."""
    return f"{localtime(datetime.fromisoformat(at)):%-d %b %Y %H:%M}" if at else "-"
