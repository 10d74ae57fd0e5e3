"""One condition gives the same in Polars and in PostgreSQL, whatever it is and whatever the rows hold."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handraiser.process import Condition, ConditionRefused

TEXT_COLUMNS = ("title", "country", "stage", "company_name", "grade")
INTEGER_COLUMNS = ("employees", "touches", "pass_number")
NUMBER_COLUMNS = ("score", "revenue", "grade_points")
MOMENT_COLUMNS = ("opened_at", "last_touch_at", "last_behaviour_at")
LIST_COLUMNS = ("behaviours", "inquiry_kinds")
BOOLEAN_COLUMNS = ("consent", "qualified")
COLUMNS_WITH_SOURCE = ("title", "country", "employees", "revenue")

POOL = (
    "", "a", "A", "b", "VP Sales", "vp sales", "Vice President", "München", "MÜNCHEN", "İstanbul",
    "ΟΔΟΣ", "οδος", "straße", "STRASSE", "ẞ", "ŉ", "ǅ", "K", "ſ", "100%", "a_b", "a\\b", "line\nbreak",
    "tab\there", "ΑΣ Β", "ΣΑΣ. Σ", "İİ", "[x](y)*+?.^$|{2}", "日本", "😀", "e\u0301", "é", "O'Brien", '"', "#-&~ x", "50", "true",
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0")
texts = st.sampled_from(POOL) | st.text(CHARACTERS, max_size=6)
integers = st.sampled_from([0, 1, -1, 2, 50, 200, 5000, 2**53 + 1, 2**63 - 1, -(2**63) + 1]) | st.integers(
    -20, 20
)
numbers = st.sampled_from([0.0, -0.0, 0.1, 0.5, 1.0, 2.0, 50.0, 1e15, 1e16, 1e300, 5e-324]) | st.floats(
    width=64
)
moments = st.sampled_from(
    [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 22, 9, 0, tzinfo=UTC)]
) | st.integers(-2_000_000_000_000_000, 7_000_000_000_000_000).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)
confidences = st.sampled_from([0.0, 0.3, 0.8, 1.0]) | st.floats(0, 1)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    row: dict[str, Any] = {name: draw(maybe(texts)) for name in TEXT_COLUMNS}
    row |= {name: draw(maybe(integers)) for name in INTEGER_COLUMNS}
    row |= {name: draw(maybe(numbers)) for name in NUMBER_COLUMNS}
    row |= {name: draw(maybe(moments)) for name in MOMENT_COLUMNS}
    row |= {name: draw(maybe(st.lists(maybe(texts), max_size=3))) for name in LIST_COLUMNS}
    row |= {name: draw(maybe(st.booleans())) for name in BOOLEAN_COLUMNS}
    answers = draw(maybe(st.dictionaries(st.sampled_from(["budget", "size"]), maybe(texts))))
    row["answers"] = None if answers is None else orjson.dumps(answers).decode()
    for name in ("person_provenance", "company_provenance"):
        known = draw(maybe(st.dictionaries(st.sampled_from(COLUMNS_WITH_SOURCE), maybe(confidences))))
        if known is not None:
            told = {
                column: {"source": "registry"} | ({} if value is None else {"confidence": value})
                for column, value in known.items()
            }
            known = orjson.dumps(told).decode()
        row[name] = known
    return row


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


written_texts = (
    st.sampled_from(POOL) | st.text(st.characters(exclude_categories=["Cs", "Cn", "Cc"]), max_size=4)
).map(quoted)
written_integers = integers.map(str)
written_numbers = written_integers | st.sampled_from(["0.5", "-0.25", "1e3", "50.0", "1e15", ".5", "2."])
written_moments = st.sampled_from(
    ["'2026-01-01'", "'2026-11-22 09:00'", "'2026-11-22T10:00:00+01:00'", "'1999-12-31'"]
)
pattern_pieces = st.sampled_from(
    [
        "%",
        "_",
        "\\%",
        "\\_",
        "\\\\",
        "\\a",
        "a",
        "A",
        "VP",
        "sales",
        ".",
        "*",
        "[",
        "(",
        "ü",
        "Σ",
        "İ",
        "%%",
        "b",
    ]
)
patterns = (st.lists(pattern_pieces, max_size=6).map("".join) | st.sampled_from(POOL[:14])).map(quoted)

text_values = (
    st.sampled_from(TEXT_COLUMNS)
    | st.sampled_from(TEXT_COLUMNS).map("lower({})".format)
    | st.sampled_from(["answer('budget')", "answer('size')", "lower(coalesce(title, company_name))"])
    | st.tuples(st.sampled_from(TEXT_COLUMNS), written_texts).map(
        lambda pair: f"coalesce({pair[0]}, {pair[1]})"
    )
)
moment_values = st.sampled_from(
    [*MOMENT_COLUMNS, "coalesce(last_touch_at, opened_at)", "coalesce(opened_at, '2026-01-01')"]
)
operands = (
    st.sampled_from([*INTEGER_COLUMNS, *NUMBER_COLUMNS])
    | st.sampled_from(COLUMNS_WITH_SOURCE).map("confidence({})".format)
    | moment_values.map("days_since({})".format)
    | text_values.map("length({})".format)
    | st.sampled_from(LIST_COLUMNS).map("length({})".format)
    | st.sampled_from(["coalesce(score, 0)", "coalesce(employees, score, 1.5)"])
)
calculations = st.recursive(
    operands | st.sampled_from(["0", "1", "-2", "0.5", "100"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda part: f"({part[0]} {part[1]} {part[2]})")
        | inner.map("-({})".format)
    ),
    max_leaves=4,
)
comparators = st.sampled_from(["=", "<>", "!=", "<", "<=", ">", ">="])


def compared(left: st.SearchStrategy[str], right: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        st.tuples(left, comparators, right).map(" ".join)
        | st.tuples(left, st.sampled_from(["", "NOT "]), right, right).map(
            lambda part: f"{part[0]} {part[1]}BETWEEN {part[2]} AND {part[3]}"
        )
        | st.tuples(left, st.sampled_from(["IS NULL", "IS NOT NULL"])).map(" ".join)
    )


def listed(left: st.SearchStrategy[str], right: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(left, st.sampled_from(["IN", "NOT IN"]), st.lists(right, min_size=1, max_size=3)).map(
        lambda part: f"{part[0]} {part[1]} ({', '.join(part[2])})"
    )


predicates = (
    compared(text_values, text_values | written_texts)
    | listed(text_values, written_texts)
    | st.tuples(text_values, st.sampled_from(["LIKE", "ILIKE", "NOT LIKE", "NOT ILIKE"]), patterns).map(
        " ".join
    )
    | st.tuples(st.sampled_from(TEXT_COLUMNS), st.sampled_from(["LIKE", "ILIKE"]), patterns, patterns).map(
        lambda part: f"({part[0]} {part[1]} {part[2]} OR {part[0]} {part[1]} {part[3]} OR consent)"
    )
    | compared(operands, operands | written_numbers)
    | compared(calculations, written_numbers)
    | listed(operands, written_numbers)
    | compared(moment_values, moment_values | written_moments)
    | listed(moment_values, written_moments)
    | st.sampled_from([*BOOLEAN_COLUMNS, "TRUE", "FALSE", "consent = qualified", "coalesce(consent, FALSE)"])
    | st.tuples(
        st.sampled_from(["contains", "starts_with"]),
        text_values,
        written_texts.filter(lambda text: text != "''"),
    ).map(lambda part: f"{part[0]}({part[1]}, {part[2]})")
    | st.tuples(st.sampled_from(LIST_COLUMNS), written_texts.filter(lambda text: text != "''")).map(
        lambda part: f"contains({part[0]}, {part[1]})"
    )
    | st.sampled_from(LIST_COLUMNS).map("{} IS NULL".format)
)
conditions = st.recursive(
    predicates,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(" ".join)
        | inner.map("NOT ({})".format)
        | inner.map("({})".format)
    ),
    max_leaves=5,
)


# What a random condition may not be: a pattern that ends in a lone backslash, a division by zero and such.
EXPECTED = ("lone \\", "divides by zero", "too long", "out of range")


def may_be_read(text: str) -> bool:
    try:
        Condition(text)
    except ConditionRefused as refused:
        return not all(any(words in fault.wrong for words in EXPECTED) for fault in refused.faults)
    return True


@pytest.mark.django_db
@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(text=conditions.filter(may_be_read), stored=st.lists(rows(), min_size=1, max_size=6))
def test_a_condition_gives_the_same_in_polars_and_in_postgresql(
    text: str, stored: list[dict[str, Any]], in_polars: Any, in_postgres: Any
) -> None:
    condition = Condition(text)

    assert in_polars(condition, stored) == in_postgres(condition, stored)
