"""Every function of the closed list does what its example says, in both engines."""

from typing import Any

import pytest

from handraiser.process import Condition
from handraiser.process.conditions import expression, statement
from handraiser.process.conditions.calls import READERS
from handraiser.process.conditions.functions import FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_holds_in_polars(name: str, in_polars: Any) -> None:
    function = FUNCTIONS[name]

    assert in_polars(Condition(function.example), [function.row]) == [function.expected]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_holds_in_postgresql(name: str, in_postgres: Any) -> None:
    function = FUNCTIONS[name]

    assert in_postgres(Condition(function.example), [function.row]) == [function.expected]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_is_false_where_nothing_is_known(name: str, in_polars: Any) -> None:
    assert in_polars(Condition(FUNCTIONS[name].example), [{}]) == [False]


def test_every_function_is_read_and_written_by_both_engines() -> None:
    writer = statement._Writer("condition")

    assert set(READERS) == set(expression.CALLS) == set(writer._calls) == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_calls_it(name: str) -> None:
    assert f"{name}(" in FUNCTIONS[name].example
    assert FUNCTIONS[name].signature.startswith(f"{name}(")
