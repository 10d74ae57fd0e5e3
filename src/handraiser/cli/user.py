"""`handraiser user`: the people who may sign in."""

import secrets
import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True)
user = typer.Typer(
    no_args_is_help=True, help="Add people who may sign in, list them, and give out keys to the API."
)
app.add_typer(user, name="user")


@user.command(
    epilog="""Examples:

`handraiser user add erin@example.com --name "Erin Walsh" --role administrator` - prints a made-up password

`echo "$PASSWORD" | handraiser user add anna@example.com --name "Anna Weber" --team bdr --password-stdin`"""
)
def add(
    email: Annotated[str, typer.Argument(help="The address to sign in with.", show_default=False)],
    name: Annotated[str, typer.Option(help="First and last name.", show_default=False)],
    role: Annotated[
        str, typer.Option(help="administrator, operations, marketing, rep, executive or reader.")
    ] = "rep",
    team: Annotated[str | None, typer.Option(help="The key of their team, such as bdr.")] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Add a person who may sign in.

    Without `--password-stdin` a password is made up and printed once.
    """
    from django.db import transaction
    from django.utils import timezone

    from handraiser import config

    config.start(migrate=True)
    from handraiser.staff.operations import add_user

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else secrets.token_urlsafe(12)
    with transaction.atomic():
        added = add_user(
            email=email, full_name=name, role=role, team=team, password=password, at=timezone.now()
        )
    typer.echo(f"{added.full_name} may sign in as {added.email} ({added.role}).")
    if not password_stdin:
        typer.echo(f"Password: {password}")


@user.command(name="list")
def list_users() -> None:
    """Show who is on the staff."""
    from handraiser import config

    config.start(migrate=True)
    from handraiser.staff.queries import roster

    for member in roster():
        state = "" if member.active else "  (left)"
        typer.echo(f"{member.email}  {member.name}  {member.role}  {member.team or '-'}{state}")


@user.command(
    epilog="""Examples:

`handraiser user token erin@example.com` - a key to the API that may do what Erin may

`handraiser user token erin@example.com --name "Web shop"` - named for what uses it"""
)
def token(
    email: Annotated[str, typer.Argument(help="Whose rights the key has.", show_default=False)],
    name: Annotated[str, typer.Option(help="What uses it.")] = "command line",
) -> None:
    """Make a key to the API and print it, once; only its digest is kept."""
    from django.db import transaction
    from django.utils import timezone

    from handraiser import config
    from handraiser.kit.refusal import Refusal

    config.start(migrate=True)
    from handraiser.staff.models import User
    from handraiser.staff.operations import issue_token

    with transaction.atomic():
        found = User.objects.filter(email=email.strip().lower()).first()
        if found is None:
            raise Refusal(f"Nobody signs in as {email}. `handraiser user list` shows who does.")
        issued = issue_token(user=found, name=name, at=timezone.now())
    typer.echo(issued.clear_text)
