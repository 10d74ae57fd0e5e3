"""Who gets the lead, and why not the others."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from handraiser.lead.frame import SCHEMA
from handraiser.route.desk import Desk
from handraiser.route.rules import RouteRules
from handraiser.route.step import route, somebody_is_free
from handraiser.staff.queries import Member

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RULES = RouteRules.model_validate(
    {
        "named_accounts": {"kestrel-analytics.com": "ben@northwind-robotics.com"},
        "teams": {"bdr": {"territories": [{"name": "DACH", "when": "country IN ('DE', 'AT')"}]}},
    }
)


def member(id: int, name: str, **said: object) -> Member:
    facts: dict[str, object] = {
        "email": f"{name.lower()}@northwind-robotics.com",
        "role": "rep",
        "team": "bdr",
        "manager_id": None,
        "time_zone": "UTC",
        "hours": None,
        "holidays": ("", ""),
        "weight": 1,
        "capacity": None,
        "territories": (),
        "active": True,
        "manages": False,
        "absences": (),
    }
    return Member(id=id, name=name, **(facts | said))  # type: ignore[arg-type]


ANNA, BEN = member(1, "Anna"), member(2, "Ben")


def desk(*members: Member, loads: dict[int, int] | None = None) -> Desk:
    return Desk(members=members, loads=loads or {}, turns={})


def leads(*rows: dict[str, object]) -> pl.DataFrame:
    names = (
        "stage",
        "team",
        "owner_id",
        "hold_reason",
        "company_id",
        "domain",
        "named_owner_id",
        "country",
        "ended_at",
    )
    filled = [dict.fromkeys(names) | {"stage": "mql"} | row for row in rows]
    frame = pl.DataFrame(
        filled, schema={name: SCHEMA.get(name, pl.Utf8()) for name in names} | _extra(), strict=False
    )
    return frame.with_columns(
        pl.lit(NOW, pl.Datetime("us", "UTC")).alias("at"), pl.col("stage_changed").fill_null(True)
    )


def _extra() -> dict[str, pl.DataType]:
    return {"previous_owner_id": pl.Int64(), "avoid_owner_id": pl.Int64(), "stage_changed": pl.Boolean()}


def routed(frame: pl.DataFrame, at_desk: Desk) -> list[dict[str, Any]]:
    found = route(frame, at_desk, rules=RULES, teams={"mql": "bdr", "suspect": None})
    return [
        row | {"why": json.loads(row["route_reasons"]) if row["route_reasons"] else None}
        for row in found.iter_rows(named=True)
    ]


def test_a_named_account_goes_to_its_owner_before_all() -> None:
    row = routed(leads({"domain": "kestrel-analytics.com", "country": "DE"}), desk(ANNA, BEN))[0]
    assert (row["owner_id"], row["why"]["way"]) == (2, "named_account")


def test_the_owner_of_the_company_record_outranks_the_document() -> None:
    row = routed(leads({"domain": "kestrel-analytics.com", "named_owner_id": 1}), desk(ANNA, BEN))[0]
    assert row["owner_id"] == 1


def test_an_absent_owner_is_passed_over_and_it_is_told() -> None:
    away = member(2, "Ben", absences=((NOW - timedelta(days=1), NOW + timedelta(days=1)),))
    row = routed(leads({"domain": "kestrel-analytics.com"}), desk(ANNA, away))[0]
    assert row["owner_id"] == 1
    assert {"way": "named_account", "who": "Ben", "why": "is absent"} in row["why"]["rejected"]


def test_who_had_the_person_before_gets_them_again() -> None:
    assert routed(leads({"previous_owner_id": 2}), desk(ANNA, BEN))[0]["owner_id"] == 2


def test_who_has_the_company_gets_its_next_lead() -> None:
    at_desk = Desk(members=(ANNA, BEN), loads={}, turns={}, company_owners={("c1", "bdr"): 2})
    assert routed(leads({"company_id": "c1"}), at_desk)[0]["owner_id"] == 2


def test_a_territory_goes_to_those_who_serve_it() -> None:
    serves = member(2, "Ben", territories=("DACH",))
    rows = routed(leads({"country": "DE"}, {"country": "AT"}, {"country": "FR"}), desk(ANNA, serves))
    assert [row["owner_id"] for row in rows] == [2, 2, 1]


def test_weights_hold_over_time() -> None:
    rows = routed(leads(*[{}] * 30), desk(member(1, "Anna", weight=2), BEN))
    assert Counter(row["owner_id"] for row in rows) == {1: 20, 2: 10}


def test_capacity_is_never_passed_and_the_rest_is_held_with_a_reason() -> None:
    full = desk(member(1, "Anna", capacity=2), member(2, "Ben", capacity=1), loads={1: 1})
    rows = routed(leads(*[{}] * 4), full)
    assert [row["owner_id"] for row in rows] == [1, 2, None, None]
    assert rows[-1]["hold_reason"] == "nobody in team bdr is present and below capacity"
    assert "is at capacity (2 of 2 open leads)" in [each["why"] for each in rows[-1]["why"]["rejected"]]


def test_a_held_lead_is_not_told_again_while_nothing_changes() -> None:
    held = "team bdr has nobody"
    row = routed(leads({"hold_reason": held, "team": "bdr", "stage_changed": False}), desk())[0]
    assert (row["routed"], row["hold_reason"]) == (False, held)


def test_a_held_lead_gets_an_owner_when_somebody_is_there() -> None:
    row = routed(
        leads({"hold_reason": "team bdr has nobody", "team": "bdr", "stage_changed": False}), desk(ANNA)
    )[0]
    assert (row["owner_id"], row["hold_reason"], row["routed"]) == (1, None, True)


def test_a_lead_that_its_team_owns_already_stays() -> None:
    row = routed(leads({"owner_id": 2, "team": "bdr"}), desk(ANNA, BEN))[0]
    assert (row["owner_id"], row["routed"]) == (2, False)


def test_who_let_a_promise_break_does_not_get_it_again() -> None:
    rows = routed(leads({"avoid_owner_id": 1, "team": "bdr", "stage_changed": False}), desk(ANNA, BEN))
    assert (rows[0]["owner_id"], rows[0]["owner_id_was"]) == (2, 1)


def test_a_broken_promise_stays_where_it_was_when_nobody_else_is_free() -> None:
    assert routed(leads({"avoid_owner_id": 1, "team": "bdr"}), desk(ANNA))[0]["owner_id"] == 1


def test_an_ended_lead_and_a_stage_without_owners_need_nobody() -> None:
    rows = routed(leads({"stage": "suspect"}, {"ended_at": NOW}), desk(ANNA))
    assert [row["owner_id"] for row in rows] == [None, None]


def test_who_joins_later_starts_level_with_the_others() -> None:
    at_desk = desk(ANNA, BEN)
    routed(leads(*[{}] * 20), at_desk)
    at_desk.members = (ANNA, BEN, member(3, "Cleo"))
    rows = routed(leads(*[{}] * 9), at_desk)
    assert Counter(row["owner_id"] for row in rows) == {1: 3, 2: 3, 3: 3}


def test_nobody_is_free_where_everyone_is_full() -> None:
    assert not somebody_is_free("bdr", desk(member(1, "Anna", capacity=1), loads={1: 1}), rules=RULES, at=NOW)
    assert somebody_is_free("bdr", desk(ANNA), rules=RULES, at=NOW)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.integers(1, 60))
def test_the_same_leads_and_staff_are_always_dealt_alike(weights: list[int], count: int) -> None:
    staff = [member(index + 1, f"M{index}", weight=weight) for index, weight in enumerate(weights)]
    first, second = (routed(leads(*[{}] * count), desk(*staff)) for _ in range(2))
    assert [row["owner_id"] for row in first] == [row["owner_id"] for row in second]
    dealt = Counter(row["owner_id"] for row in first)
    for person in staff:
        fair = count * person.weight / sum(weights)
        assert abs(dealt[person.id] - fair) <= len(staff)
