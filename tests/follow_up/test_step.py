import json
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from handraiser.follow_up.rules import FollowUpRules
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.staff.models import User
from tests.follow_up.conftest import MONDAY, RULES, VERSION, Company, frame_of, run_step

pytestmark = pytest.mark.django_db


def a_lead(owner: User | None, **fields: object) -> Lead:
    """A lead that is not stored: the step asks no database."""
    plain: dict[str, object] = {"stage": "mql", "door": "form", "team": "bdr", "version_id": VERSION}
    return Lead(id=new_id(), owner=owner, **{**plain, **fields})


def clocks_by_name(frame: pl.DataFrame) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in frame.iter_rows(named=True)}


def test_an_inbound_lead_gets_its_promise_in_the_owner_s_business_time(company: Company) -> None:
    clocks = clocks_by_name(run_step(frame_of(a_lead(company.anna))).clocks)
    touch = clocks["first_touch"]
    assert touch["due_at"] == MONDAY + timedelta(hours=4)
    assert touch["warn_at"] == touch["next_at"] == MONDAY + timedelta(hours=3)
    assert touch["owner_id"] == company.anna.pk
    assert touch["calendar"] == "Europe/Berlin | mon-fri 09:00-17:00 | holidays DE"
    assert touch["stops_on"] == "{touch}"


def test_of_two_clocks_of_one_name_the_first_that_fits_starts(company: Company) -> None:
    prospected = run_step(frame_of(a_lead(company.anna, door="import"))).clocks
    touch = clocks_by_name(prospected)["first_touch"]
    assert touch["due_at"] == MONDAY + timedelta(hours=24)
    assert touch["calendar"] == "always"
    assert json.loads(str(touch["explanation"]))["rule"] == 1


def test_the_longest_stay_of_a_stage_is_a_clock_too(company: Company) -> None:
    stay = clocks_by_name(run_step(frame_of(a_lead(company.anna))).clocks)["stage_duration"]
    assert stay["due_at"] == MONDAY + timedelta(days=14)
    assert (stay["warn_at"], stay["next_at"]) == (None, stay["due_at"])


def test_a_stage_that_did_not_change_starts_nothing(company: Company) -> None:
    leads, clocks = run_step(frame_of(a_lead(company.anna), stage_changed=False))
    assert clocks.is_empty()
    assert leads.select("due_at", "due_clock", "follow_up").row(0) == (None, None, None)


def test_an_offer_starts_its_clock_without_a_new_stage(company: Company) -> None:
    offered = frame_of(a_lead(company.anna), stage_changed=False, offered=True)
    clocks = clocks_by_name(run_step(offered).clocks)
    assert set(clocks) == {"acceptance"}
    assert clocks["acceptance"]["stage"] is None
    assert clocks["acceptance"]["stops_on"] == "{accept,reject}"
    assert clocks["acceptance"]["due_at"] == MONDAY + timedelta(days=1)


def test_a_lead_that_nobody_owns_is_promised_by_its_team(company: Company) -> None:
    touch = clocks_by_name(run_step(frame_of(a_lead(None))).clocks)["first_touch"]
    assert (touch["owner_id"], touch["team"]) == (None, "bdr")
    assert touch["due_at"] == MONDAY + timedelta(hours=4)


def test_what_happened_long_before_we_got_it_is_history(company: Company) -> None:
    old = frame_of(a_lead(company.anna)).with_columns(pl.col("at") - timedelta(days=8))
    leads, clocks = run_step(old)
    assert clocks.is_empty()
    assert "history" in json.loads(leads["follow_up"][0])["no_clock"]


def test_what_happened_a_week_before_is_not_history_yet(company: Company) -> None:
    recent = frame_of(a_lead(company.anna)).with_columns(pl.col("at") - timedelta(days=7))
    assert clocks_by_name(run_step(recent).clocks)["first_touch"]["started_at"] == MONDAY - timedelta(days=7)


def test_a_promise_does_not_start_in_the_future(company: Company) -> None:
    ahead = frame_of(a_lead(company.anna)).with_columns(pl.col("at") + timedelta(days=365))
    assert clocks_by_name(run_step(ahead).clocks)["first_touch"]["started_at"] == MONDAY


def test_the_lead_says_what_is_due_first_and_why(company: Company) -> None:
    row = run_step(frame_of(a_lead(company.anna))).leads.row(0, named=True)
    assert (row["due_at"], row["due_clock"]) == (MONDAY + timedelta(hours=4), "first_touch")
    told = json.loads(row["follow_up"])["clocks"]
    assert [clock["clock"] for clock in told] == ["first_touch", "stage_duration"]
    assert told[0] == {
        "clock": "first_touch",
        "started_at": "2026-11-23T08:00:00+00:00",
        "due_at": "2026-11-23T12:00:00+00:00",
        "calendar": "Europe/Berlin | mon-fri 09:00-17:00 | holidays DE",
        "rule": 0,
        "because": "entered stage mql",
        "within": "4 business hours",
        "when": "door = 'form'",
        "warn_after": 0.75,
    }


def test_a_stage_that_promises_nothing_says_so(company: Company) -> None:
    leads, clocks = run_step(frame_of(a_lead(company.anna, stage="sal")))
    assert clocks.is_empty()
    assert json.loads(leads["follow_up"][0]) == {"no_clock": "no clock starts here"}


def test_no_leads_start_no_clocks(company: Company) -> None:
    leads, clocks = run_step(frame_of(a_lead(company.anna)).clear())
    assert (leads.height, clocks.height) == (0, 0)


def test_a_process_without_promises_starts_none(company: Company) -> None:
    clocks = run_step(frame_of(a_lead(company.anna, stage="sal")), FollowUpRules()).clocks
    assert clocks.is_empty()


def test_many_leads_get_what_each_would_get_alone(company: Company) -> None:
    owners = (company.anna, company.ben, None)
    leads = [
        a_lead(owners[index % 3], stage=("mql", "prospect")[index % 2], door=("form", "api")[index % 5 == 0])
        for index in range(600)
    ]
    frame = frame_of(*leads).with_columns(
        pl.col("at") - pl.duration(minutes=pl.int_range(pl.len(), dtype=pl.Int64) * 23)
    )
    together = run_step(frame)
    alone = [run_step(frame.slice(index, 1)) for index in range(frame.height)]
    clocks = pl.concat([each.clocks for each in alone])
    assert (
        together.clocks.drop("id").sort("lead_id", "name").equals(clocks.drop("id").sort("lead_id", "name"))
    )
    plain = pl.concat([each.leads for each in alone])
    assert together.leads.drop("follow_up").equals(plain.drop("follow_up"))
    assert [json.loads(text) for text in together.leads["follow_up"]] == [
        json.loads(text) for text in plain["follow_up"]
    ]


def test_a_promise_over_the_change_of_the_clocks_is_counted_on_the_wall(company: Company) -> None:
    friday = datetime(2026, 10, 23, 14, tzinfo=UTC)
    touch = clocks_by_name(run_step(frame_of(a_lead(company.anna), at=friday)).clocks)["first_touch"]
    # 16:00 in summer; one hour is left on Friday, three come on Monday in winter time.
    assert touch["due_at"] == datetime(2026, 10, 26, 11, tzinfo=UTC)


def test_the_rules_of_the_tests_are_sound() -> None:
    assert list(RULES.faults(["prospect", "mql", "sal"])) == []


def test_a_moment_is_written_alike_for_one_lead_and_for_many(company: Company) -> None:
    one = frame_of(a_lead(company.anna)).with_columns(pl.col("at") - timedelta(milliseconds=830))
    many = run_step(pl.concat([one] * 300)).leads["follow_up"]
    assert set(many) == {run_step(one).leads["follow_up"][0]}
