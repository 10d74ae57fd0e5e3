"""Counts for people and for programs."""

import json

import pytest
from typer.testing import CliRunner

from handraiser.cli.main import collected
from tests.cast import hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


def test_the_figures_count_what_is_there() -> None:
    hire()
    take_in(hand_raiser(), {"full_name": "Nobody"}, {"email": "eva@gmail.com"})
    told = json.loads(CliRunner().invoke(collected(), ["status", "--json"]).stdout)
    assert told == {
        "inquiries": 3,
        "persons": 2,
        "companies": 1,
        "leads": 2,
        "by_stage": {"mql": 1, "suspect": 1},
        "unassigned": 0,
        "stopped": {"below_minimum": 1},
        "clocks": {"running": 1, "warned": 0, "breached": 0},
        "opportunities": {"open": 0, "won": 0, "lost": 0, "on_hold": 0},
        "replay": {"checked": 0, "different": 0, "not_replayable": 0},
    }


def test_people_get_a_table() -> None:
    hire()
    take_in(hand_raiser())
    assert "by stage: mql" in CliRunner().invoke(collected(), ["status"]).stdout
