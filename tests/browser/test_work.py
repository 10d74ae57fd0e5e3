"""A morning at the keyboard."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from playwright.sync_api import Page, expect

from handraiser import flow
from handraiser.capture.imports.models import Import
from handraiser.capture.imports.run import run_import
from handraiser.follow_up.models import Touch
from handraiser.lead.models import Lead, Person
from handraiser.staff.models import User
from tests.cast import Cast

Open = Callable[..., Page]


def owner_of(lead_id: UUID) -> User:
    owner = Lead.objects.get(id=lead_id).owner
    assert owner is not None
    return owner


def offer(lead_id: UUID) -> None:
    """Qualify a lead and book the meeting, so that it is offered to sales."""
    by, at = owner_of(lead_id).pk, timezone.now()
    flow.answer(lead_id=lead_id, question="budget", value="approved", by=by, at=at)
    flow.touch(lead_id=lead_id, kind="meeting", by=by, at=at)


def test_keys_walk_the_list_and_the_lead_is_shown_beside_it(
    open_page: Open, cast: Cast, leads: list[UUID]
) -> None:
    page = open_page(cast.anna, "/worklist?whose=team")
    rows = page.locator(".work-row")
    expect(rows).to_have_count(3)
    expect(rows.first).to_have_class("work-row is-current")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_have_class("work-row is-current")
    name = rows.nth(1).locator(".cell").inner_text()
    expect(page.locator("#glance h2").first).to_have_text(name)
    page.keyboard.press("k")
    expect(rows.first).to_have_class("work-row is-current")
    page.keyboard.press("o")
    expect(page).to_have_url(page.url.split("/worklist")[0] + f"/leads/{_first(page)}")


def _first(page: Page) -> str:
    page.wait_for_url("**/leads/*")
    return page.url.rsplit("/", 1)[-1]


def test_a_call_is_logged_and_undone_without_leaving_the_list(
    open_page: Open, cast: Cast, leads: list[UUID]
) -> None:
    page = open_page(owner_of(leads[0]), "/worklist")
    page.keyboard.press("c")
    dialog = page.locator("#dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Reached", exact=True).check(force=True)
    dialog.locator("textarea").fill("Wants a quote.")
    dialog.get_by_role("button", name="Log it").click()
    expect(page.locator(".toast")).to_contain_text("Call logged.")
    expect(dialog).to_be_hidden()
    assert Touch.objects.get().note == "Wants a quote."
    page.keyboard.press("u")
    expect(page.locator(".toast").last).to_contain_text("Undone: the lead is as it was.")
    assert Touch.objects.get().undone_at is not None


def test_an_acceptance_is_taken_back_on_the_page_by_the_usual_keys(
    open_page: Open, cast: Cast, leads: list[UUID]
) -> None:
    offer(leads[0])
    page = open_page(cast.carla, f"/leads/{leads[0]}")
    page.keyboard.press("a")
    expect(page.locator(".toast")).to_contain_text("is your opportunity")
    last = page.locator(".last-act")
    expect(last).to_contain_text("Accepted by sales. Carla Rossi")
    page.locator(".toast [data-dismiss]").click()
    expect(page.locator(".toast")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".toast")).to_contain_text("Undone: the lead is as it was.")
    expect(last).to_have_count(0)
    assert Lead.objects.get(id=leads[0]).handoff == "offered"


def test_a_refusal_stands_in_the_dialog(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(owner_of(leads[0]), f"/leads/{leads[0]}")
    page.get_by_label("More acts").click()
    page.get_by_text("Change the stage…").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("SQL").check(force=True)
    dialog.get_by_role("button", name="Move").click()
    expect(dialog).to_contain_text("Say why")


def test_sales_accepts_with_one_key(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    offer(leads[0])
    page = open_page(cast.carla, "/worklist")
    expect(page.locator(".work-row")).to_contain_text("on offer")
    page.keyboard.press("a")
    expect(page.locator(".toast")).to_contain_text("is your opportunity")
    expect(page.locator(".work-row")).not_to_contain_text("on offer")
    assert Lead.objects.get(id=leads[0]).handoff == "accepted"


def test_a_question_is_answered_in_place(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(owner_of(leads[0]), f"/leads/{leads[0]}")
    page.get_by_label("Budget").select_option("approved")
    expect(page.locator(".toast")).to_contain_text("Answer kept.")
    expect(page.locator(".card", has_text="BANT")).to_contain_text("qualified")


def test_a_clock_counts_down_without_moving_the_page(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(owner_of(leads[0]), "/worklist")
    clock = page.locator(".work-row .clock").first
    before, width = clock.inner_text(), clock.bounding_box()
    page.evaluate(
        "element => { element.dataset.due = new Date(Date.now() + 59 * 60e3 + 30e3).toISOString() }",
        clock.element_handle(),
    )
    expect(clock.locator("b")).not_to_have_text(before.strip())
    after = clock.bounding_box()
    assert width is not None
    assert after is not None
    assert width["x"] == after["x"]


def test_the_palette_finds_a_person_and_goes_there(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.erin, "/overview")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_have_attribute("aria-selected", "true")
    page.keyboard.type("jana")
    expect(page.locator("#palette [role=option]").first).to_contain_text("Jana Novak")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/leads/{leads[0]}")


def test_keys_are_listed_and_can_be_switched_off(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.anna, "/worklist?whose=team")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Log a call")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#dialog")).to_be_hidden()


def test_typing_in_a_field_is_not_taken_for_keys(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.erin, "/leads")
    page.keyboard.press("/")
    page.keyboard.type("jc ?")
    expect(page.get_by_label("Search leads")).to_have_value("jc ?")


def test_pairs_of_keys_go_to_pages(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.erin, "/worklist")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/process")


def test_leads_are_chosen_and_given_away_and_back(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.erin, "/leads")
    page.get_by_label("Choose Jana Novak").check()
    page.get_by_label("Choose Chloe Adam").check()
    page.get_by_label("Give to").select_option(label="Carla Rossi")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("2 leads given to Carla Rossi.")
    expect(page.locator("tr", has_text="Jana Novak")).to_contain_text("Carla Rossi")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("tr", has_text="Jana Novak")).not_to_contain_text("Carla Rossi")


def test_the_chosen_look_stays(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.anna, "/worklist")
    page.get_by_label("Anna Weber: menu").click()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 19, 18)"


def test_a_file_goes_in_by_screen(open_page: Open, cast: Cast, leads: list[UUID], tmp_path: Path) -> None:
    file = tmp_path / "fair.csv"
    file.write_text("Name,E-mail,Company\nDi Adler,di@c4.com,Kestrel Analytics\n,,\nNobody,,\n")
    page = open_page(cast.dev, "/imports")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Dry run").click()
    expect(page.locator("#rehearsal")).to_contain_text("If it were taken in now")
    assert not Person.objects.filter(email="di@c4.com").exists()
    page.get_by_role("button", name="Take it in").click()
    expect(page.locator("#import-state")).to_contain_text("Waits for a worker")
    run_import(import_id=Import.objects.get().id, take_in=flow.take_in_file, now=timezone.now)
    expect(page.locator("#import-state")).to_contain_text("Its leads")
    expect(page.locator("#import-state .badge")).to_have_text("done")
    assert Person.objects.filter(email="di@c4.com").exists()


def test_a_visitor_sends_the_public_form(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(None, "/f/contact?utm_source=fair")
    page.get_by_label("Name").fill("Eve Stone")
    page.get_by_label("E-mail").fill("eve@c5.com")
    page.wait_for_timeout(2_100)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("Thank you.")
    assert Lead.objects.get(person__email="eve@c5.com").source == "fair"


def test_everything_can_be_done_without_script(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(owner_of(leads[0]), "/worklist", script=False)
    page.get_by_label("Log a call to Jana Novak").click()
    page.get_by_label("Reached", exact=True).check(force=True)
    page.get_by_role("button", name="Log it").click()
    expect(page.locator(".toast")).to_contain_text("Call logged.")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    assert Touch.objects.get().undone_at is not None
