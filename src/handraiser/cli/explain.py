"""`handraiser explain`: the whole story of a lead, each decision with its reasons."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handraiser.lead.models import Lead
    from handraiser.web.lead.telling import Line

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser explain jana@example.com` - every pass of the person with that mail

`handraiser explain 0197c0de-0000-7000-8000-000000000000` - the id of a lead, a person or an inquiry

`handraiser explain crm:4711 --json` - the id in a sending system, for programs"""
)
def explain(
    lead: Annotated[
        str, typer.Argument(help="Id of a lead, person or inquiry; a mail; or SYSTEM:ID.", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each event.")] = False,
) -> None:
    """Explain a lead: what was decided, by which rule of which version, from what, and what was rejected."""
    from handraiser import config
    from handraiser.kit.refusal import Refusal

    config.start(migrate=True)
    from handraiser.lead.queries import find_leads
    from handraiser.ledger.queries import timeline

    leads = find_leads(lead)
    if not leads:
        raise Refusal(
            f"Nothing is known of '{lead}'. Give the id of a lead, person or inquiry, a mail, or SYSTEM:ID."
        )
    for found in leads:
        if as_json:
            for event in timeline(found.id):
                told = {
                    "kind": event.kind,
                    "at": event.at.isoformat(),
                    "lead": str(found.id),
                    "actor": event.actor_id,
                }
                typer.echo(
                    json.dumps({**told, "version": str(event.version_id), "explanation": event.explanation})
                )
        else:
            _tell(found)


def _tell(lead: "Lead") -> None:
    from rich.console import Console

    from handraiser.ledger.queries import timeline
    from handraiser.web.lead.names import names_of
    from handraiser.web.lead.telling import tell
    from handraiser.web.live import live_process

    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{lead.person}[/bold]  pass {lead.pass_number}, lead {lead.id}", markup=True)
    events = list(timeline(lead.id))
    names = names_of(live_process(), {str(event.version_id) for event in events})
    for event in events:
        _print(console.print, tell(event, names))


def _print(say: Callable[[str], None], line: "Line") -> None:
    from rich.markup import escape

    who = f" by {line.who}" if line.who else ""
    version = f" (process {line.version})" if line.version else ""
    say(f"{line.at:%Y-%m-%d %H:%M}  {escape(line.text)}{escape(who)}[dim]{escape(version)}[/dim]")
    for reason in line.why:
        points = f"{reason.points:+g} " if reason.points is not None else ""
        more = f": {reason.more}" if reason.more else ""
        say(f"                  [dim]{escape(points + reason.text + more)}[/dim]")
    if line.inputs:
        looked = ", ".join(f"{name} {value}" for name, value in line.inputs)
        say(f"                  [dim]from {escape(looked)}[/dim]")
    if line.note:
        say(f"                  “{escape(line.note)}”")
