"""People and keys, from the command line."""

import pytest
from typer.testing import CliRunner, Result

from handraiser.cli.main import collected
from handraiser.kit.refusal import Refusal
from handraiser.staff.models import User
from handraiser.staff.operations import use_token
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db
ERIN = "erin.walsh@northwind-robotics.com"


def user(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(collected(), ["user", *arguments], input=typed)


def test_an_added_person_may_sign_in_with_the_password_from_standard_input() -> None:
    user(
        "add",
        ERIN,
        "--name",
        "Erin Walsh",
        "--role",
        "operations",
        "--password-stdin",
        typed="correct horse 7\n",
    )
    assert User.objects.get(email=ERIN).check_password("correct horse 7")
    assert f"{ERIN}  Erin Walsh  operations" in user("list").stdout


def test_a_made_up_password_is_printed_once() -> None:
    told = user("add", ERIN, "--name", "Erin Walsh").stdout
    assert User.objects.get(email=ERIN).check_password(told.rsplit("Password: ", 1)[1].strip())


def test_a_printed_key_opens_the_api_for_its_owner() -> None:
    user("add", ERIN, "--name", "Erin Walsh", "--role", "operations")
    key = user("token", ERIN.upper(), "--name", "Web shop").stdout.strip()
    owner = use_token(clear_text=key, at=MONDAY)
    assert owner is not None
    assert owner.email == ERIN


def test_nobody_gets_no_key() -> None:
    assert isinstance(user("token", "mallory@northwind-robotics.com").exception, Refusal)
