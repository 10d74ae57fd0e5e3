"""A condition as a field of the document: what it knows of itself."""

from datetime import UTC, datetime

import polars as pl
import pytest
from pydantic import ValidationError

from handraiser.lead.catalogue import CATALOGUE
from handraiser.process import Condition, Shape


class Rule(Shape):
    when: Condition


def test_a_condition_is_read_from_text_and_written_back_as_it_was() -> None:
    rule = Rule.model_validate({"when": "grade  IN ('A',\n'B')"})

    assert rule.when.text == "grade  IN ('A',\n'B')"
    assert rule.model_dump() == {"when": "grade  IN ('A',\n'B')"}
    assert rule.model_dump_json() == "{\"when\":\"grade  IN ('A',\\n'B')\"}"


def test_conditions_are_equal_by_their_text() -> None:
    assert Condition("score > 1") == Condition("score > 1")
    assert len({Condition("score > 1"), Condition("score > 1"), Condition("score > 2")}) == 2
    assert Condition("score > 1") != "score > 1"


def test_the_expression_of_a_text_is_made_once() -> None:
    assert Condition("score > 31").expression is Condition("score > 31").expression


def test_a_bare_true_of_yaml_is_a_condition() -> None:
    assert Rule.model_validate({"when": True}).when.text == "TRUE"


@pytest.mark.parametrize("value", [3, ["score > 1"], {"score": 1}, None])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="A condition is a text"):
        Rule.model_validate({"when": value})


def test_a_refused_condition_carries_its_faults_through_pydantic() -> None:
    with pytest.raises(ValidationError) as caught:
        Rule.model_validate({"when": "scroe > 5 AND grade = 'A' AND titel = 'x'"})

    faults = caught.value.errors()[0]["ctx"]["faults"]
    assert [(fault.offset, fault.meant) for fault in faults] == [
        (0, "Did you mean 'score'?"),
        (30, "Did you mean 'title'?"),
    ]


def test_the_json_schema_of_a_condition_is_a_text() -> None:
    assert Rule.model_json_schema()["properties"]["when"]["type"] == "string"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("grade = 'A' AND score > 1", {"grade", "score"}),
        ("TRUE", set()),
        ("days_since(coalesce(last_touch_at, opened_at)) > 3", {"last_touch_at", "opened_at", "at"}),
        ("confidence(employees) > 0.5", {"company_provenance"}),
        ("confidence(title) > 0.5", {"person_provenance"}),
        ("answer('budget') = 'approved'", {"answers"}),
        ("NOT (score + employees > 5 OR title LIKE '%x')", {"score", "employees", "title"}),
        (
            "stage IN ('mql') AND team IS NULL AND amount BETWEEN 1 AND touches",
            {"stage", "team", "amount", "touches"},
        ),
    ],
)
def test_a_condition_names_the_columns_it_needs(text: str, columns: set[str]) -> None:
    condition = Condition(text)

    assert condition.columns == columns
    assert set(condition.expression.meta.root_names()) == columns


def test_a_condition_names_the_questions_it_asks() -> None:
    assert Condition("answer('budget') = 'x' OR lower(answer('size')) = 'y'").questions == {"budget", "size"}


def test_sql_carries_values_as_parameters_and_never_in_its_text() -> None:
    text, parameters = Condition("title = '''; DROP TABLE lead_lead; --%s' AND score > 5").sql()

    assert "DROP" not in text
    assert parameters == {"condition_0": "'; DROP TABLE lead_lead; --%s", "condition_1": 5}


def test_another_prefix_keeps_two_conditions_of_one_statement_apart() -> None:
    one, other = Condition("score > 1").sql(prefix="a"), Condition("score > 2").sql(prefix="b")

    assert one[1].keys().isdisjoint(other[1].keys())


def test_a_moment_in_quotes_beside_a_moment_is_utc() -> None:
    _, parameters = Condition("opened_at >= '2026-01-01' AND opened_at < '2026-01-01 12:00+02:00'").sql()

    assert list(parameters.values()) == [
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 1, 10, 0, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    "column", [column for column in CATALOGUE if column.rule], ids=lambda column: column.name
)
def test_every_column_of_the_catalogue_can_be_asked_for(column: object) -> None:
    name = getattr(column, "name", "")

    assert Condition(f"{name} IS NULL").columns == {name}


def test_a_constant_condition_has_the_height_of_the_frame() -> None:
    frame = pl.DataFrame({"grade": ["A", "B", "C"]})

    assert frame.select(Condition("1 < 2").expression.alias("holds"))["holds"].to_list() == [True] * 3
    assert frame.clear().select(Condition("TRUE").expression.alias("holds")).height == 0


def test_a_thousand_alternatives_are_neither_too_deep_nor_too_slow() -> None:
    text = " OR ".join(f"score = {number}" for number in range(250))
    frame = pl.DataFrame({"score": [0.0, 249.0, 250.0, None]})

    assert frame.select(Condition(text).expression.alias("holds"))["holds"].to_list() == [
        True,
        True,
        False,
        False,
    ]
