"""Grade: points for fit, and a letter."""

import json

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from handraiser.score.grade import grade
from handraiser.score.rules import GradeRules

RULES = GradeRules.model_validate(
    {
        "rules": [
            {"name": "home", "when": "country = 'DE'", "points": 20},
            {"name": "size", "when": "employees >= 50", "points": 12.5},
            {"name": "student", "when": "title ILIKE '%student%'", "points": -30},
        ],
        "thresholds": {"A": 30, "B": 20, "C": 0},
    }
)


def graded(country: str | None, employees: int | None, title: str | None) -> dict[str, object]:
    schema = {"country": pl.Utf8(), "employees": pl.Int64(), "title": pl.Utf8()}
    frame = pl.DataFrame([(country, employees, title)], schema=schema, orient="row")
    return grade(frame, rules=RULES).row(0, named=True)


def test_the_first_threshold_that_is_reached_names_the_grade() -> None:
    assert graded("DE", 80, None)["grade"] == "A"
    assert graded("DE", None, None)["grade"] == "B"
    assert graded(None, None, None)["grade"] == "C"
    assert graded(None, None, "Student")["grade"] == "F"


@given(
    st.sampled_from(["DE", "FR", None]),
    st.one_of(st.none(), st.integers(0, 200)),
    st.sampled_from(["Student", None]),
)
def test_the_reasons_add_up_to_the_points(
    country: str | None, employees: int | None, title: str | None
) -> None:
    told = graded(country, employees, title)
    assert sum(reason["points"] for reason in json.loads(str(told["grade_reasons"]))) == told["grade_points"]


def test_no_rules_give_the_lowest_grade_and_no_points() -> None:
    frame = pl.DataFrame({"country": ["DE"]})
    told = grade(frame, rules=GradeRules(rules=(), thresholds={"A": 1})).row(0, named=True)
    assert (told["grade"], told["grade_points"], told["grade_reasons"]) == ("F", 0.0, "[]")
