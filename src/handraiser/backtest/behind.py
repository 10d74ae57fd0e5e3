"""The leads behind a number of the report."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from handraiser.backtest.models import Part, Run, RunLead
from handraiser.backtest.tally import OUT

# What is found in the decisions of a lead, by what is wanted: a path over the JSON that `results` tells.
ENTERED = "$.moves[*] ? (@.to == $stage)"
LEFT = "$.moves[*] ? (@.from == $stage && @.to == $to)"
CLOCK = '$.clocks[*] ? (@.name == $clock && ($fate == "" || @.fate == $fate))'
RULE = {"grade": "$.grade[*] ? (@.rule == $rule)", "score": "$.score[*] ? (@.rule == $rule)"}
ROUTED = (
    '$.routes[*] ? (@.reasons != null && ($team == "" || @.team == $team) '
    '&& ($any == true || @.owner_id == $owner) && ($from == "" || (@.at >= $from && @.at < $below)))'
)
SIDES = ("draft", "base")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leads. What is empty is not asked for.

    `base`, `draft`: where they stand in the end under either, as the report names it. The rest is of one `side`:
    `stage` entered, and left `to`; `clock` and its `fate`; `rule` of a `section`; `grade`; score `band`; `owner` (id, or
    `nobody`), `team` and `week` (its first day) of an assignment.
    """

    movement: str = ""
    base: str = ""
    draft: str = ""
    differs: str = ""
    side: str = ""
    stage: str = ""
    to: str = ""
    clock: str = ""
    fate: str = ""
    section: str = ""
    rule: str = ""
    grade: str = ""
    band: str = ""
    owner: str = ""
    team: str = ""
    week: str = ""


class NotWanted(ValueError):
    """An address that asks for what no number of a report leads to."""


def leads(run: Run, wanted: Wanted) -> QuerySet[RunLead]:
    """The leads of the report that is shown, in the order in which they came. Raises NotWanted."""
    found = RunLead.objects.filter(run=run, part=Part.WHOLE if run.report else Part.SAMPLE).order_by("number")
    if wanted.movement:
        found = found.filter(movement=wanted.movement)
    if wanted.differs:
        found = found.filter(draft_differs__contains=[wanted.differs])
    for side, place in (("base", wanted.base), ("draft", wanted.draft)):
        if place:
            stage, _, outcome = place.partition(", ")
            found = _standing(found, side, None if place == "not there" else stage, outcome or None)
    if not wanted.side:
        return found
    if wanted.side not in SIDES:
        raise NotWanted(wanted.side)
    return _of_side(found, wanted)


def _of_side(found: QuerySet[RunLead], wanted: Wanted) -> QuerySet[RunLead]:
    side = wanted.side
    if wanted.grade:
        found = found.filter(**{f"{side}_stage__isnull": False})
        found = found.filter(**{f"{side}_grade": None if wanted.grade == "none" else wanted.grade})
    if wanted.band:
        found = _in_band(found, side, wanted.band)
    if wanted.stage and wanted.to.startswith(OUT):
        found = _standing(found, side, wanted.stage, wanted.to.removeprefix(OUT))
    elif wanted.stage:
        found = _told(found, side, LEFT if wanted.to else ENTERED, stage=wanted.stage, to=wanted.to)
    if wanted.clock:
        found = _told(found, side, CLOCK, clock=wanted.clock, fate=wanted.fate)
    if wanted.rule:
        if wanted.section not in RULE:
            raise NotWanted(wanted.section)
        found = _told(found, side, RULE[wanted.section], rule=wanted.rule)
    if wanted.owner or wanted.team or wanted.week:
        found = _assigned(found, wanted)
    return found


def _assigned(found: QuerySet[RunLead], wanted: Wanted) -> QuerySet[RunLead]:
    try:
        owner = int(wanted.owner) if wanted.owner not in ("", "nobody") else None
        first = date.fromisoformat(wanted.week) if wanted.week else None
    except ValueError as fault:
        raise NotWanted(str(fault)) from None
    return _told(
        found,
        wanted.side,
        ROUTED,
        team=wanted.team,
        any=not wanted.owner,
        owner=owner,
        **{
            "from": first.isoformat() if first else "",
            "below": (first + timedelta(weeks=1)).isoformat() if first else "",
        },
    )


def _in_band(found: QuerySet[RunLead], side: str, band: str) -> QuerySet[RunLead]:
    try:
        low = int(band)
    except ValueError:
        raise NotWanted(band) from None
    inside = {f"{side}_score__gte": low, f"{side}_score__lt": low + 10}
    return found.filter(**{f"{side}_stage__isnull": False, **inside})


def _standing(
    found: QuerySet[RunLead], side: str, stage: str | None, outcome: str | None
) -> QuerySet[RunLead]:
    return found.filter(**{f"{side}_stage": stage, f"{side}_outcome": outcome})


def _told(found: QuerySet[RunLead], side: str, path: str, **values: object) -> QuerySet[RunLead]:
    """Where the decisions hold something on that path."""
    return found.filter(
        Func(
            Cast(F(f"{side}_told"), _Json()),
            Cast(Value(path), _JsonPath()),
            Cast(Value(json.dumps(values)), _Json()),
            function="jsonb_path_exists",
            output_field=BooleanField(),
        )
    )


class _Json(TextField):  # type: ignore[type-arg]
    def db_type(self, connection: object) -> str:
        return "jsonb"


class _JsonPath(TextField):  # type: ignore[type-arg]
    def db_type(self, connection: object) -> str:
        return "jsonpath"


__all__ = ["NotWanted", "Wanted", "leads"]
