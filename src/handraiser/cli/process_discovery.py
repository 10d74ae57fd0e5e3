"""`handraiser process discover` and `points-from-history`: what the data says before the rules are written."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handraiser.cli.handing import hand_over

if TYPE_CHECKING:
    from handraiser.feedback.finder import Found
    from handraiser.report.baseline import Figure

app = typer.Typer()
FIRST_DAY = datetime(1990, 1, 1, tzinfo=UTC)

Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Leads first met from this day on.", show_default=False),
]
Until = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Leads first met before this day.", show_default=False),
]
AgainstOption = Annotated[
    str,
    typer.Option(help="Won against `closed` (lost ones), `all` others, or `auto`: what is recorded."),
]


@app.command(
    epilog="""Examples:

`handraiser process discover` - every measure, and what goes with won

`handraiser process discover --since 2026-01-01 --json` - of this year, for programs"""
)
def discover(
    since: Since = None,
    until: Until = None,
    against: AgainstOption = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure the baseline, say what cannot be measured, and look for the ideal customer in the data."""
    from django.utils import timezone

    from handraiser import config

    config.start(migrate=True)
    from handraiser.feedback.finder import find_customers
    from handraiser.feedback.words import remarks, verdict

    first, last = _moment(since or FIRST_DAY), _moment(until) if until else timezone.now()
    figures = _figures(first, last)
    found = find_customers(since=first, until=last, at=timezone.now(), against=_against(against))
    if as_json:
        customer = _as_data(found) | {"verdict": verdict(found), "remarks": list(remarks(found))}
        told = {"baseline": [asdict(figure) for figure in figures], "ideal_customer": customer}
        typer.echo(json.dumps(told, indent=2, default=str))
        return
    _tell_figures(figures)
    _tell_found(found)


@app.command(
    epilog="""Examples:

`handraiser process points-from-history --trait source` - the points, on the screen

`handraiser process points-from-history --trait source --until 2026-06-30 --draft` - as a draft, to be tried on
leads after that day"""
)
def points_from_history(
    trait: Annotated[
        list[str],
        typer.Option(help="A trait known at first contact, such as `source`; more than once for several."),
    ],
    until: Until = None,
    since: Since = None,
    outcomes_by: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Use only outcomes that were known before this day.",
            show_default=False,
        ),
    ] = None,
    against: AgainstOption = "auto",
    out: Annotated[
        Path | None,
        typer.Option(help="Write the process with these points to this file.", show_default=False),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Make a draft of the live process with these points.")
    ] = False,
) -> None:
    """Grade points from past close rates: of each value of a trait, by leads first met before a day."""
    from django.utils import timezone

    from handraiser import config

    config.start(migrate=True)
    from handraiser.feedback.drafting import with_points
    from handraiser.feedback.history import chosen, load
    from handraiser.feedback.operations import draft_points
    from handraiser.feedback.points import points_from_history as learned
    from handraiser.feedback.words import against as against_words
    from handraiser.process.queries import NoLiveVersion, live_version

    at = timezone.now()
    traits = chosen(trait)
    history = load(traits, since=_moment(since or FIRST_DAY), until=_moment(until) if until else at)
    points = learned(
        history.frame,
        traits,
        at=at,
        known_by=_moment(outcomes_by) if outcomes_by else None,
        against=_against(against),
        after_the_fact=history.after_the_fact,
    )
    typer.echo(against_words(points.judged))
    for rule in points.rules:
        typer.echo(f"{rule.points:+8.1f}  {rule.name} ({rule.why})")
    live = live_version() if out or draft else None
    if (out or draft) and live is None:
        raise NoLiveVersion
    if out and live:
        hand_over(with_points(live.text, points).encode(), out)
    if draft and live:
        made = draft_points(version_id=live.id, points=points, at=at)
        typer.echo(f"Draft {made.number} has these points: {made.id}")


def _figures(since: datetime, until: datetime) -> "list[Figure]":
    from handraiser.document import Document
    from handraiser.process.queries import NoLiveVersion, live
    from handraiser.report import Scope
    from handraiser.report.baseline import baseline

    try:
        _, document = live(Document)
    except NoLiveVersion:
        return baseline(Scope(since, until), stages={}, routed=(), reason_words={})
    known = (*document.handoff.reject_reasons, *document.handoff.lost_reasons)
    return baseline(
        Scope(since, until),
        stages=document.titles,
        routed=[stage.key for stage in document.stages if stage.routed],
        reason_words={reason.key: reason.title for reason in known},
    )


def _tell_figures(figures: "list[Figure]") -> None:
    for figure in figures:
        if figure.value is None:
            typer.echo(f"{figure.measure}: cannot be measured. {figure.why_not}")
            continue
        note = f" ({figure.note})" if figure.note else ""
        typer.echo(f"{figure.measure}: {figure.value:,.2f} {figure.unit} of {figure.n:,} {figure.of}{note}")
        for part in figure.parts:
            typer.echo(f"    {part.words}: {part.value:,.1f} ({part.n:,})")


def _tell_found(found: "Found") -> None:
    from handraiser.feedback.words import remarks, trait_words, verdict

    typer.echo(f"\n{verdict(found)}")
    for remark in remarks(found):
        typer.echo(f"  {remark}")
    for one in found.traits:
        typer.echo(f"{one.trait.title}: {trait_words(one)}")
        for line in one.lines if one.p is not None else ():
            mark = "*" if line.stands_out else " "
            typer.echo(
                f"  {mark} {line.words[:40]:40} {line.won:>7,} of {line.n:>7,}  {line.share.value:6.1%}"
                f"  lift {line.lift.value:.2f} ({line.lift.low:.2f} to {line.lift.high:.2f})"
            )


def _as_data(found: "Found") -> dict[str, Any]:
    judged = found.judged
    return {
        "against": judged.against,
        "leads": judged.leads,
        "judged": judged.n,
        "won": judged.wins,
        "too_young": judged.too_young,
        "auc": asdict(found.separation),
        "signals": [one.trait.name for one in found.signals],
        "traits": [
            {
                "trait": one.trait.name,
                "p": one.p,
                "signal": one.signal,
                "why_not": one.why_not,
                "values": [asdict(line) for line in one.lines],
            }
            for one in found.traits
        ],
    }


def _against(said: str) -> Any:
    if said not in ("auto", "closed", "all"):
        raise typer.BadParameter("Write closed, all or auto.", param_hint="--against")
    return None if said == "auto" else said


def _moment(day: datetime) -> datetime:
    return datetime.combine(day.date(), time.min, tzinfo=UTC)
