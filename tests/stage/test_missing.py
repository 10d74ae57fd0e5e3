"""What is missing for the next stage."""

import polars as pl

from handraiser.lead.frame import SCHEMA
from handraiser.stage.missing import gate_of
from tests.stage.test_step import STAGES


def lead(**said: object) -> pl.DataFrame:
    return pl.DataFrame([said], schema={name: SCHEMA[name] for name in said})


def test_each_criterion_says_whether_it_holds() -> None:
    gate = gate_of(lead(stage="mql", meetings=1), stages=STAGES)
    assert gate is not None
    assert [(check.says, check.holds) for check in gate.checks] == [("met", True), ("Sales says so.", None)]
    assert gate.following is not None
    assert gate.following.key == "sql"


def test_a_gate_is_open_when_everything_holds() -> None:
    gate = gate_of(lead(stage="suspect", email="a@x.com"), stages=STAGES)
    assert gate is not None
    assert gate.open


def test_a_stage_that_the_process_does_not_know_has_no_gate() -> None:
    assert gate_of(lead(stage="forgotten"), stages=STAGES) is None
