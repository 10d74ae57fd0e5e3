"""The ready documents check, and the complete one has everything that a process needs."""

from functools import cache

import pytest

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.questions import open_questions
from handraiser.process.ready import BLANK, NotReady, ready_names, ready_text


@cache
def document(name: str) -> Document:
    checked = check(ready_text(name), document=Document, path=f"{name}.yaml")
    assert checked.faults == ()
    assert checked.document is not None
    return checked.document


@pytest.mark.parametrize("name", ready_names())
def test_a_ready_document_has_no_fault(name: str) -> None:
    assert document(name).process.name


def test_a_document_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(NotReady, match="b2b_saas, blank"):
        ready_text("../models")


def test_the_template_asks_of_every_section_and_the_complete_process_asks_nothing() -> None:
    asked = {path.split(".")[0].split("[")[0] for path in open_questions(document(BLANK))}

    # What is fetched from where is a matter of connections, not of agreement.
    assert asked == set(Document.model_fields) - {"enrich"}
    assert open_questions(document("b2b_saas")) == ()


def test_the_complete_process_writes_every_section() -> None:
    complete = document("b2b_saas")

    for name in set(Document.model_fields) - {"enrich"}:
        assert getattr(complete, name), name


def test_the_stages_lead_from_suspect_to_customer() -> None:
    stages = document("b2b_saas").stages

    assert [stage.key for stage in stages] == ["suspect", "prospect", "mql", "sal", "sql", "customer"]
    assert [stage.next for stage in stages] == ["prospect", "mql", "sal", "sql", "customer", None]


@pytest.mark.parametrize("key", ["suspect", "prospect", "mql", "sal", "sql"])
def test_a_stage_says_everything_that_people_ask_of_it(key: str) -> None:
    stage = document("b2b_saas").stage(key)

    assert stage.definition.endswith(".")
    assert stage.team
    assert stage.owner
    assert stage.measure
    assert stage.duration is not None
    assert stage.way_out is not None
    assert all(step.job_aids for step in stage.steps)
    assert any(criterion.when is not None for criterion in stage.exit)


def test_who_asks_to_be_called_takes_the_fast_path() -> None:
    lead = document("b2b_saas").lead

    raised = {key for key, kind in lead.inquiry_kinds.items() if kind.hand_raiser}
    assert raised >= {"contact_us", "demo_request"}
    assert lead.hand_raiser_stage == "mql"


def test_scores_fade_and_are_capped() -> None:
    rules = document("b2b_saas").score.rules

    assert all(rule.half_life is not None for rule in rules if rule.points > 0)
    assert all(rule.cap is not None for rule in rules if rule.behaviour in ("page_viewed", "mail_opened"))


def test_the_first_touch_is_promised_in_four_business_hours_and_in_a_day_for_those_we_sought_out() -> None:
    first = [clock for clock in document("b2b_saas").follow_up.clocks if clock.name == "first_touch"]

    assert [(str(clock.within), clock.when is None) for clock in first] == [
        ("24 hours", False),
        ("4 business hours", True),
    ]


def test_the_five_questions_are_asked() -> None:
    keys = {question.key for question in document("b2b_saas").qualify.questions}

    assert keys == {"compelling_event", "decision", "timeframe", "budget", "size"}


def test_leads_are_routed_by_account_owner_territory_and_in_turn() -> None:
    for team in document("b2b_saas").route.teams.values():
        assert set(team.order) == {"named_account", "existing_owner", "territory", "rota"}
        assert team.territories


def test_every_reason_that_the_process_gives_by_itself_is_one_that_people_can_choose() -> None:
    complete = document("b2b_saas")
    recycle = {reason.key for reason in complete.recycle.recycle_reasons}
    disqualify = {reason.key for reason in complete.recycle.disqualify_reasons}

    for stage in complete.stages:
        if stage.way_out is not None and stage.way_out.then in ("recycle", "disqualify"):
            assert stage.way_out.reason in (recycle if stage.way_out.then == "recycle" else disqualify)
    for reason in complete.handoff.reject_reasons:
        if reason.then in ("recycle", "disqualify"):
            assert reason.key in (recycle if reason.then == "recycle" else disqualify)
