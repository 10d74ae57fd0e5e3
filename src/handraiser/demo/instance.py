"""Whether this instance is the demo's: it must be empty before, and is known by its people afterwards."""

from django.apps import apps
from django.db import connection

from handraiser.capture.models import Inquiry
from handraiser.demo.crew import ACCOUNTS
from handraiser.kit.refusal import Refusal
from handraiser.process.models import Version
from handraiser.staff.models import Change, User


class DemoRefused(Refusal):
    """There is something in this instance that is not the demo's."""


def is_populated() -> bool:
    """Whether the demo company lives here, with its story told to the end."""
    return User.objects.filter(email=ACCOUNTS[0].email).exists()


def clear_the_stage() -> None:
    """Make room: what is left of a demo that was cut off is taken away.

    Raises DemoRefused where people of your own work already, since invented leads do not belong among theirs,
    and where the demo is there in full.
    """
    if is_populated():
        raise DemoRefused("The demo company lives here already.")
    ours = [account.email for account in ACCOUNTS]
    if User.objects.filter(email__in=ours).exists() and not User.objects.exclude(email__in=ours).exists():
        _empty()
    elif User.objects.exists() or Inquiry.objects.exists() or Version.objects.exists():
        raise DemoRefused(
            "This instance is in use, and the demo would mix invented people with yours. "
            "Give the demo a data folder of its own: HANDRAISER_HOME=~/handraiser-demo handraiser demo"
        )


def _empty() -> None:
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("handraiser.") and model is not Change
    )
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
