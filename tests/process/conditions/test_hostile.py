"""Whatever text comes, a condition or a refusal comes out, and soon."""

import re
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handraiser.lead.catalogue import CATALOGUE
from handraiser.process import Condition, ConditionRefused
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.conditions.scanning import KEYWORDS
from handraiser.process.conditions.wording import SQL_WORDS

PIECES = [
    *KEYWORDS,
    *sorted(SQL_WORDS),
    *(column.name for column in CATALOGUE),
    *FUNCTIONS,
    *"()',\"=<>!+-*/;.:$?@[]{}%|&~^#\\`",
    "'A'", "''", "5", "0.5", "1e9", "'2026-01-01'", "--", "/*", "::", "->", "->>", "é", "\x00", "\n",
]  # fmt: skip
texts = st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@settings(max_examples=300)
@given(text=texts)
@example(text="NOT" * 500)
@example(text="INTERVAL " * 400)
@example(text="score BETWEEN " * 200)
def test_any_text_is_a_condition_or_is_refused_with_its_place(text: str) -> None:
    started = time.process_time()
    refusal: ConditionRefused | None = None
    try:
        condition = Condition(text)
    except ConditionRefused as refused:
        refusal = refused
    # A deadline would count what else the machine does.
    assert time.process_time() - started < 2
    if refusal is not None:
        assert refusal.faults
        assert all(0 <= fault.offset <= len(text) for fault in refusal.faults)
    else:
        statement, parameters = condition.sql()
        assert set(re.findall(r"%\((\w+)\)s", statement)) - {"at"} == set(parameters)
        assert set(condition.expression.meta.root_names()) == condition.columns
