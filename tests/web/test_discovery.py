"""The workspace before the rules: figures, matrix, entries in the text, the finder, drafts and files."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.test import Client

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.document import Document
from handraiser.feedback import history
from handraiser.process.check import check
from handraiser.process.drafts import begin_draft
from handraiser.process.models import State, Version
from handraiser.process.ready import ready_text
from handraiser.report import baseline
from tests.cast import MONDAY, Cast
from tests.web.htmx import FRAGMENT


@pytest.fixture
def draft(cast: Cast) -> Version:
    return begin_draft(text=ready_text("b2b_saas"), at=MONDAY, by=cast.dev.id)


@pytest.fixture
def deals(cast: Cast) -> None:
    rows = [
        {
            "external_id": f"D{n}",
            "company_name": f"Northwind {n}",
            "industry": "Logistics" if n % 3 == 0 else "Retail",
            "occurred_at": MONDAY - timedelta(days=200),
            "outcome": "won" if n % 3 == 0 or n % 7 == 0 else "lost",
            "outcome_at": MONDAY - timedelta(days=100),
        }
        for n in range(210)
    ]
    flow.take_in(arrivals(rows, door="import", system="deals", at=MONDAY), at=MONDAY)


def here(version: Version, rest: str = "") -> str:
    return f"/process/versions/{version.id}/discovery{rest}"


def text_of(version: Version) -> Document:
    version.refresh_from_db()
    checked = check(version.text, document=Document, path="draft")
    assert checked.document is not None, checked.faults
    return checked.document


def test_the_short_address_leads_to_the_live_process(dev: Client, cast: Cast) -> None:
    assert dev.get("/process/discovery").headers["Location"] == here(cast.version)


def test_a_version_without_a_discovery_teaches_what_belongs_there(dev: Client, cast: Cast) -> None:
    page = dev.get(here(cast.version)).content.decode()

    assert "No content is listed yet" in page
    assert "No gap is written down yet" in page
    assert "Nobody was asked yet" in page
    assert page.count("Not described yet.") == 6
    assert "Make a draft to change it" in page


def test_the_matrix_marks_every_place_without_content(dev: Client, draft: Version) -> None:
    page = dev.get(here(draft)).content.decode()

    assert page.count('class="is-gap"') == 8
    assert page.count('class="is-thin"') == 1
    assert "9 of 15 places have nothing to use" in page
    some = dev.get(here(draft), {"stage": "awareness", "audience": "Specialist"}).content.decode()
    assert "Ways of solving the problem" in some
    assert "Security and data protection pack" not in some


def test_gaps_are_sorted_into_quick_wins_and_the_rest(dev: Client, draft: Version) -> None:
    page = dev.get(here(draft)).content.decode()

    assert page.index("Phase I: quick wins") < page.index("Lost deals are not recorded")
    assert page.index("Lost deals are not recorded") < page.index('"rowgroup" colspan="8">Phase II')
    assert page.index("Company size is known of few leads") < page.index("Rejections carry no reason")


def test_an_entry_is_added_changed_and_removed_in_the_text_alone(dev: Client, draft: Version) -> None:
    told = {"missing": "Nobody calls on Fridays", "effect": "4", "effort": "1", "state": "open"}
    before = draft.text
    answer = dev.post(here(draft, "/gaps/new"), {**told, "revision": "1"}, headers=FRAGMENT)
    assert answer.headers["HX-Refresh"] == "true"
    assert text_of(draft).discovery.gaps[-1].missing == "Nobody calls on Fridays"
    assert [line for line in before.splitlines() if line not in draft.text.splitlines()] == []

    dev.post(here(draft, "/gaps/5"), {**told, "effort": "5", "revision": "2"}, headers=FRAGMENT)
    assert text_of(draft).discovery.gaps[-1].effort == 5

    dev.post(here(draft, "/gaps/5"), {"act": "remove", "revision": "3"}, headers=FRAGMENT)
    assert len(text_of(draft).discovery.gaps) == 5
    assert draft.text == before


def test_a_save_over_somebody_elses_is_refused_politely(dev: Client, draft: Version) -> None:
    told = {"said_": "They come too late.", "by": "Carla Rossi"}
    dev.post(here(draft, "/findings/new"), {**told, "revision": "1"}, headers=FRAGMENT)
    late = dev.post(
        here(draft, "/findings/new"), {"said_": "And too cold.", "revision": "1"}, headers=FRAGMENT
    )

    assert late.status_code == 422
    assert "Somebody else saved this draft" in late.content.decode()
    assert [one.said for one in text_of(draft).discovery.findings][-1] == "They come too late."


@pytest.mark.parametrize("rest", ["/gaps/99", "/gaps/x", "/scores/new", "/content/-1"])
def test_what_is_not_there_is_not_found(dev: Client, draft: Version, rest: str) -> None:
    assert dev.get(here(draft, rest)).status_code == 404


def test_an_entry_that_lacks_something_comes_back_with_what_it_lacks(dev: Client, draft: Version) -> None:
    answer = dev.post(here(draft, "/content/new"), {"title": "", "revision": "1"}, headers=FRAGMENT)

    assert "This field is required" in answer.content.decode()
    assert draft.revision == Version.objects.get(id=draft.id).revision


def test_the_purpose_and_the_audiences_are_written(dev: Client, draft: Version) -> None:
    dev.post(
        here(draft, "/frame/all"),
        {"about": "Leads wait.", "audiences": "Buyer\n\nBuyer\nUser", "revision": "1"},
    )

    assert text_of(draft).discovery.about == "Leads wait."
    assert text_of(draft).discovery.audiences == ("Buyer", "User")


def test_only_a_draft_changes_and_only_by_those_who_may(
    dev: Client, mallory: Client, cast: Cast, draft: Version
) -> None:
    told = {"said_": "x", "revision": "1"}
    assert mallory.post(here(draft, "/findings/new"), told).status_code == 403
    assert mallory.post(here(draft, "/baseline"), {"revision": "1"}).status_code == 403
    assert mallory.post(here(draft, "/ideal-customer")).status_code == 403
    assert dev.post(here(cast.version, "/findings/new"), told, headers=FRAGMENT).status_code == 422
    assert mallory.get(here(draft)).status_code == 200


def test_figures_are_told_and_what_is_missing_is_named(dev: Client, deals: None, cast: Cast) -> None:
    page = dev.get(here(cast.version, "/baseline")).content.decode()

    assert "Win rate (of closed)" in page
    assert "What cannot be measured today, and why" in page
    assert "No touch is recorded" in page


def test_figures_are_kept_in_the_draft_or_in_a_new_one(
    dev: Client, deals: None, cast: Cast, draft: Version
) -> None:
    dev.post(here(draft, "/baseline"), {"revision": "1", "period": "all"})
    kept = {one.measure: one for one in text_of(draft).discovery.baseline}
    assert (kept["Win rate (of closed)"].n, kept["Win rate (of closed)"].on) == (210, "2026-11-23")

    dev.post(here(cast.version, "/baseline"), {"period": "all"})
    made = Version.objects.filter(state=State.DRAFT).order_by("-created_at").first()
    assert made is not None
    assert made.based_on_id == cast.version.id
    assert text_of(made).discovery.baseline


def test_the_finder_tells_its_verdict_and_draws_each_interval(dev: Client, deals: None, cast: Cast) -> None:
    page = dev.get(here(cast.version, "/ideal-customer"), {"trait": ["industry", "source"]}).content.decode()

    assert "Industry goes with won, more than chance explains." in page
    assert "Won against lost: 90 won of 210 closed" in page
    assert page.count('class="lift is-') == 2
    assert "1 trait could not be compared" in page


def test_a_trait_that_is_made_by_the_process_is_not_looked_at(dev: Client, deals: None, cast: Cast) -> None:
    page = dev.get(here(cast.version, "/ideal-customer"), {"trait": ["score", "industry"]}).content.decode()
    assert "Industry goes with won" in page
    assert "Score" not in page

    refused = dev.post(
        here(cast.version, "/ideal-customer"), {"as": "points", "points_trait": "score"}, headers=FRAGMENT
    )
    assert refused.status_code == 422


def test_what_was_found_becomes_a_draft(dev: Client, deals: None, cast: Cast) -> None:
    dev.post(here(cast.version, "/ideal-customer"), {"as": "ideal_customer", "trait": "industry"})
    dev.post(here(cast.version, "/ideal-customer"), {"as": "points", "points_trait": "industry"})

    points, customer = Version.objects.filter(state=State.DRAFT).order_by("-created_at", "-id")
    assert text_of(customer).ideal_customer.traits[0].startswith("Industry: Logistics (70 of 70 won")
    assert [rule.name for rule in text_of(points).grade.rules] == ["Industry: Retail", "Industry: Logistics"]


def test_points_come_only_from_leads_first_met_before_the_day(dev: Client, deals: None, cast: Cast) -> None:
    told = {"as": "points", "points_trait": "industry", "until": "2020-01-01"}
    refused = dev.post(here(cast.version, "/ideal-customer"), told, headers=FRAGMENT)

    assert refused.status_code == 422
    assert "Nothing can be learned from 0 leads" in refused.content.decode()


@pytest.mark.parametrize("name", ["baseline", "ideal-customer", "content", "findings", "steps", "gaps"])
def test_every_part_is_a_file_with_its_heading(dev: Client, deals: None, draft: Version, name: str) -> None:
    answer = dev.get(here(draft, f"/{name}.csv"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="discovery-{name}.csv"'
    assert len(lines) > 1
    assert "," in lines[0]


def test_a_text_with_faults_is_shown_as_far_as_it_can_be_read(dev: Client, cast: Cast) -> None:
    text = ready_text("b2b_saas").replace("effect: 4, effort: 2", "effect: 9, effort: 2")
    page = dev.get(here(begin_draft(text=text, at=MONDAY))).content.decode()

    assert "Parts of this text hold faults" in page
    assert "<code>discovery</code>" in page


@pytest.mark.parametrize("text", ["", "]:[", "discovery: 7", "discovery: {content: [1]}", "stakeholders: x"])
def test_no_text_breaks_the_screen(dev: Client, cast: Cast, text: str) -> None:
    version = begin_draft(text=text, at=MONDAY)

    assert dev.get(here(version)).status_code == 200
    assert dev.get(here(version, "/baseline")).status_code == 200


def test_a_count_that_takes_too_long_is_stopped_and_said_in_words(
    dev: Client, cast: Cast, deals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if there were so many leads that each statement sleeps over them.
    sleeping = "FROM lead_lead l CROSS JOIN (SELECT pg_sleep(0.2)) nap"
    # The name `funnel` of the room is its function.
    for module in (history, import_module("handraiser.report.funnel")):
        monkeypatch.setattr(module, "SQL", module.SQL.replace("FROM lead_lead l", sleeping))
    for module in (history, baseline):
        monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.1)
    for part in ("/ideal-customer", "/baseline"):
        told = dev.get(here(cast.version, part))
        assert "Choose a shorter period." in told.content.decode()
    assert dev.get(here(cast.version, "/baseline.csv")).status_code == 503


def test_a_figure_says_what_it_was_counted_of(dev: Client, cast: Cast, deals: None) -> None:
    page = dev.get(here(cast.version, "/baseline")).content.decode()
    assert "of 210 closed deals" in page
    assert "of 210 leads" in page
