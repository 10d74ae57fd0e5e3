"""Score: behaviour gives points that are capped and fade."""

import json
from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from handraiser.score.rules import ScoreRules
from handraiser.score.step import BEHAVIOUR_SCHEMA, score

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RULES = ScoreRules.model_validate(
    {
        "rules": [
            {"behaviour": "webinar", "points": 20, "half_life": "10 days"},
            {"behaviour": "page_viewed", "where": {"page": "*pricing*"}, "points": 5, "cap": 12},
            {"behaviour": "unsubscribed", "points": -15},
        ]
    }
)
Seen = tuple[str, timedelta, dict[str, object]]


def scored(*seen: Seen) -> dict[str, object]:
    leads = pl.DataFrame(
        {"person_id": ["jana"], "at": [NOW]}, schema={"person_id": pl.Utf8(), "at": pl.Datetime("us", "UTC")}
    )
    rows = [("jana", kind, NOW - ago, json.dumps(properties)) for kind, ago, properties in seen]
    return score(leads, pl.DataFrame(rows, schema=BEHAVIOUR_SCHEMA, orient="row"), rules=RULES).row(
        0, named=True
    )


def test_points_halve_after_the_half_life() -> None:
    assert scored(("webinar", timedelta(0), {}))["score"] == 20
    assert scored(("webinar", timedelta(days=10), {}))["score"] == 10
    assert scored(("webinar", timedelta(days=20), {}))["score"] == 5


def test_a_cap_holds_however_often_it_happens() -> None:
    views: list[Seen] = [("page_viewed", timedelta(0), {"page": "/Pricing/eu"})] * 9
    assert scored(*views)["score"] == 12


def test_a_property_narrows_a_rule() -> None:
    assert scored(("page_viewed", timedelta(0), {"page": "/jobs"}))["score"] == 0
    assert scored(("page_viewed", timedelta(0), {}))["score"] == 0


def test_what_happens_later_does_not_count_yet() -> None:
    assert scored(("webinar", timedelta(days=-1), {}))["score"] == 0


def test_no_behaviour_is_no_score_and_no_reason() -> None:
    told = scored()
    assert (told["score"], told["score_reasons"], told["behaviours"]) == (0.0, "[]", [])


def test_without_the_checksum_all_else_is_the_same() -> None:
    seen = pl.DataFrame(
        [("jana", "webinar", NOW, "{}"), ("jana", "page_viewed", NOW, '{"page": "/pricing"}')],
        schema=BEHAVIOUR_SCHEMA,
        orient="row",
    )
    leads = pl.DataFrame({"person_id": ["jana"]}).with_columns(pl.lit(NOW).alias("at"))
    marked, unmarked = (score(leads, seen, rules=RULES, marked=marked) for marked in (True, False))
    assert marked.item(0, "seen_mark") > 0
    assert unmarked.item(0, "seen_mark") == 0
    assert unmarked.drop("seen_mark").equals(marked.drop("seen_mark"))


def test_the_kinds_seen_and_the_last_moment_are_told() -> None:
    told = scored(("webinar", timedelta(days=2), {}), ("page_viewed", timedelta(days=1), {"page": "/jobs"}))
    assert told["behaviours"] == ["page_viewed", "webinar"]
    assert told["last_behaviour_at"] == NOW - timedelta(days=1)


SEEN = st.tuples(
    st.sampled_from(["webinar", "page_viewed", "unsubscribed", "other"]),
    st.timedeltas(timedelta(days=-3), timedelta(days=400)),
    st.sampled_from([{}, {"page": "/pricing"}, {"page": "x"}]),
)


@given(st.lists(SEEN, max_size=15))
def test_the_reasons_add_up_to_the_score(seen: list[Seen]) -> None:
    told = scored(*seen)
    total = sum(reason["points"] for reason in json.loads(str(told["score_reasons"])))
    assert round(total, 1) == told["score"]
