"""Leads pass the gates as far as the criteria allow."""

import json
from datetime import UTC, datetime

import polars as pl

from handraiser.lead.frame import SCHEMA
from handraiser.stage.rules import Stage
from handraiser.stage.step import stage

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EARLIER = datetime(2026, 11, 1, 9, tzinfo=UTC)


def stages(*keyed: dict[str, object]) -> list[Stage]:
    common = {"title": "x", "definition": "x", "team": "x", "owner": "x"}
    return [Stage.model_validate(common | each) for each in keyed]


STAGES = stages(
    {"key": "suspect", "next": "prospect", "exit": [{"says": "mail", "when": "email IS NOT NULL"}]},
    {"key": "prospect", "next": "mql", "exit": [{"says": "hot", "when": "score >= 10"}]},
    {
        "key": "mql",
        "next": "sql",
        "exit": [{"says": "met", "when": "meetings >= 1"}, {"says": "Sales says so."}],
    },
    {"key": "sql"},
)


def moved(**said: object) -> dict[str, object]:
    row = {
        "email": None,
        "score": 0.0,
        "meetings": 0,
        "stage": None,
        "furthest_stage": None,
        "new_kinds": [],
    } | said
    frame = pl.DataFrame(
        [row], schema={name: SCHEMA.get(name, pl.List(pl.Utf8)) for name in row}
    ).with_columns(
        pl.lit(NOW, pl.Datetime("us", "UTC")).alias("at"),
        pl.lit(None, pl.Datetime("us", "UTC")).alias("told_at"),
        pl.lit(said.get("stage") and EARLIER, pl.Datetime("us", "UTC")).alias("stage_entered_at"),
        pl.lit(said.get("told_stage"), pl.Utf8).alias("told_stage"),
    )
    return stage(
        frame,
        stages=STAGES,
        first="suspect",
        fast_stage="mql",
        fast_kinds=frozenset({"contact_us"}),
        told_why="by hand",
    ).row(0, named=True)


def ways(told: dict[str, object]) -> list[tuple[str | None, str]]:
    return [(move["from"], move["to"]) for move in json.loads(str(told["stage_moves"]))]


def test_a_new_lead_starts_at_the_first_stage() -> None:
    told = moved()
    assert (told["stage"], told["stage_changed"], told["stage_entered_at"]) == ("suspect", True, NOW)
    assert ways(told) == [(None, "suspect")]


def test_a_lead_passes_every_gate_that_is_open() -> None:
    told = moved(email="a@x.com", score=10.0)
    assert told["stage"] == "mql"
    assert ways(told) == [(None, "suspect"), ("suspect", "prospect"), ("prospect", "mql")]


def test_a_gate_with_a_criterion_for_people_waits_for_people() -> None:
    assert moved(email="a@x.com", stage="mql", meetings=3)["stage"] == "mql"


def test_a_hand_raiser_takes_the_fast_path() -> None:
    told = moved(new_kinds=["contact_us"])
    assert told["stage"] == "mql"
    assert ways(told) == [(None, "suspect"), ("suspect", "mql")]


def test_a_hand_raiser_who_is_further_on_stays_there() -> None:
    assert moved(stage="sql", new_kinds=["contact_us"])["stage_changed"] is False


def test_who_is_told_to_stand_somewhere_is_not_moved_on_by_the_machine() -> None:
    told = moved(stage="mql", email="a@x.com", told_stage="suspect")
    assert told["stage"] == "suspect"
    assert json.loads(str(told["stage_moves"])) == [{"from": "mql", "to": "suspect", "why": "by hand"}]


def test_the_furthest_stage_never_goes_back() -> None:
    assert moved(stage="sql", furthest_stage="sql", told_stage="suspect")["furthest_stage"] == "sql"
    assert moved(email="a@x.com", stage="suspect", furthest_stage="suspect")["furthest_stage"] == "prospect"


def test_nothing_changes_where_no_gate_opens() -> None:
    told = moved(stage="prospect", furthest_stage="prospect", email="a@x.com")
    assert (told["stage_changed"], told["stage_entered_at"], ways(told)) == (False, EARLIER, [])


def test_where_one_criterion_is_enough_only_those_that_held_are_told() -> None:
    either = stages(
        {
            "key": "warm",
            "next": "hot",
            "exit_needs": "any",
            "exit": [
                {"says": "Big.", "when": "employees >= 1000"},
                {"says": "Near.", "when": "country = 'DE'"},
                {"says": "Somebody decides."},
            ],
        },
        {"key": "hot"},
    )
    known = pl.DataFrame(
        {"employees": [5000, 5, 5000, 5], "country": ["DE", "DE", "FR", "FR"]},
        schema={"employees": pl.Int64, "country": pl.Utf8},
    ).with_columns(
        pl.lit("warm").alias("stage"),
        pl.lit("warm").alias("furthest_stage"),
        pl.lit(None, pl.Utf8).alias("told_stage"),
        pl.lit([], dtype=pl.List(pl.Utf8)).alias("new_kinds"),
        *(pl.lit(NOW, SCHEMA["opened_at"]).alias(name) for name in ("at", "told_at", "stage_entered_at")),
    )
    went = stage(known, stages=either, first="warm")
    said = [
        [criterion["says"] for move in json.loads(moves) for criterion in move["criteria"]]
        for moves in went.get_column("stage_moves")
    ]
    assert went.get_column("stage").to_list() == ["hot", "hot", "hot", "warm"]
    assert said == [["Big.", "Near."], ["Near."], ["Big."], []]
