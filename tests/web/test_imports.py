"""Files taken in by screen."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from handraiser import flow
from handraiser.capture.imports.models import Import, ImportState
from handraiser.capture.imports.run import run_import
from handraiser.capture.mapping import Mapping
from handraiser.lead.models import Person
from tests.cast import Cast
from tests.web.conftest import NOW
from tests.web.htmx import fetch, send

FILE = (
    "First name;Last name;Company;E-mail;Phone\n"
    "Ada;Byron;Kestrel Analytics;ada@kestrel-analytics.com;+49 30 1234567\n"
    "Bo;Larsen;Blue Harbor Logistics;bo@blueharbor.com;\n"
    ";;Nobody;;\n"
)

# The id of an import that there never was.
NEVER = UUID(int=7)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sent(dev: Client) -> Import:
    dev.post("/imports", {"file": SimpleUploadedFile("fair.csv", FILE.encode())})
    return Import.objects.get()


def form(record: Import, client: Client) -> dict[str, str]:
    """The mapping as the page shows it, as the browser would send it."""
    context = client.get(f"/imports/{record.id}").context
    columns = {f"target_{column.index}": column.target for column in context["columns"]}
    return {**columns, "dates": "", "decimal": "", "time_zone": "UTC", "system": ""}


def test_a_file_is_looked_at_before_anything_happens(dev: Client, sent: Import) -> None:
    page = dev.get(f"/imports/{sent.id}")
    assert sent.state == ImportState.UPLOADED
    assert "parted by semicolon" in page.content.decode()
    assert [column.target for column in page.context["columns"]] == [
        "first_name", "last_name", "company_name", "email", "phone",
    ]  # fmt: skip
    assert "Ada" in page.content.decode()
    assert not Person.objects.exists()


def test_a_dry_run_says_what_would_become_of_each_row(dev: Client, sent: Import) -> None:
    said = send(dev, f"/imports/{sent.id}/rehearsal", **form(sent, dev))
    tally = said.context["tally"]
    assert (tally.rows, tally.counts["new"], tally.counts["refused"]) == (3, 2, 1)
    assert "There is a way to reach or to know them." in said.content.decode()
    assert not Person.objects.exists()


def test_a_corrected_mapping_is_kept_by_the_dry_run(dev: Client, sent: Import) -> None:
    send(
        dev,
        f"/imports/{sent.id}/rehearsal",
        **{**form(sent, dev), "target_2": "skip", "constant_source": "fair"},
    )
    sent.refresh_from_db()
    assert sent.mapping["columns"]["Company"] == "skip"
    assert sent.mapping["constants"] == {"source": "fair"}


DEALS = (
    "E-mail,Created,Closed,Stage,Paid\n"
    "ada@kestrel-analytics.com,25/01/2026,02/25/2026,Gewonnen,yes\n"
    "bo@blueharbor.com,04/05/2026,06/07/2026,Verloren,no\n"
    "cy@northwind-robotics.com,04/05/2026,06/07/2026,Auf Probe,no\n"
)


@pytest.fixture
def deals(dev: Client) -> Import:
    dev.post("/imports", {"file": SimpleUploadedFile("deals.csv", DEALS.encode())})
    return Import.objects.get()


def kept(client: Client, record: Import, **said: str) -> Mapping:
    """The mapping after a dry run of the form with this said otherwise."""
    context = client.get(f"/imports/{record.id}").context
    shown = {f"outcome_key_{index}": key for index, (_, key, _) in enumerate(context["outcomes"])} | {
        f"outcome_{index}": read for index, (_, _, read) in enumerate(context["outcomes"])
    }
    dates = context["mapping"].dates or ""
    client.post(f"/imports/{record.id}/rehearsal", form(record, client) | {"dates": dates} | shown | said)
    record.refresh_from_db()
    return Mapping.model_validate(record.mapping)


def test_each_word_of_the_outcomes_is_shown_as_it_is_read_and_can_be_corrected(
    dev: Client, deals: Import
) -> None:
    page = dev.get(f"/imports/{deals.id}")

    assert page.context["outcomes"] == [
        ("Gewonnen", "gewonnen", "won"),
        ("Verloren", "verloren", "lost"),
        ("Auf Probe", "auf probe", "none"),
    ]
    assert "What the outcomes mean" in page.content.decode()
    assert kept(dev, deals).outcomes == {"auf probe": "none"}
    assert kept(dev, deals, outcome_1="open", outcome_2="on_hold").outcomes == {
        "auf probe": "on_hold",
        "verloren": "open",
    }


def test_another_column_of_outcomes_has_its_own_words(dev: Client, deals: Import) -> None:
    told = kept(dev, deals, target_3="", target_4="outcome")

    assert told.columns["Paid"] == "outcome"
    assert "auf probe" not in told.outcomes


def test_the_words_of_a_column_chosen_for_the_outcome_are_shown_at_once(dev: Client, deals: Import) -> None:
    chosen = form(deals, dev) | {"target_3": "", "target_4": "outcome"}
    shown = send(dev, f"/imports/{deals.id}/outcomes", **chosen)

    assert shown.context["outcomes"] == [("yes", "yes", "won"), ("no", "no", "lost")]
    assert "What the outcomes mean" in shown.content.decode()
    deals.refresh_from_db()
    assert deals.mapping["columns"]["Stage"] == "outcome"


def test_a_correction_made_before_the_choice_was_kept_is_not_overwritten(dev: Client, deals: Import) -> None:
    chosen = form(deals, dev) | {"target_3": "", "target_4": "outcome", "outcome_column": "Paid"}
    words = {"outcome_key_0": "yes", "outcome_0": "won", "outcome_key_1": "no", "outcome_1": "open"}
    dev.post(f"/imports/{deals.id}/rehearsal", chosen | words)

    deals.refresh_from_db()
    assert deals.mapping["outcomes"] == {"yes": "won", "no": "open"}


def test_a_choice_that_cannot_be_used_yet_leaves_the_words_as_they_are(dev: Client, deals: Import) -> None:
    wrong = form(deals, dev) | {"target_4": "outcome", "time_zone": "Mars/Olympus"}
    two = form(deals, dev) | {"target_0": "outcome", "target_4": "outcome"}
    for unfinished in (wrong, two):
        assert send(dev, f"/imports/{deals.id}/outcomes", **unfinished).status_code == 204


def test_an_order_of_dates_that_a_person_chose_holds_for_every_column(dev: Client, deals: Import) -> None:
    assert "But “Closed”: March 4." in dev.get(f"/imports/{deals.id}").content.decode()
    assert kept(dev, deals).dates_of == {"Closed": "mdy"}
    told = kept(dev, deals, dates="mdy")
    assert (told.dates, told.dates_of) == ("mdy", {})


def test_a_mapping_that_names_nobody_is_refused_with_a_sentence(dev: Client, sent: Import) -> None:
    nobody = {name: "skip" if name.startswith("target") else said for name, said in form(sent, dev).items()}
    answer = send(dev, f"/imports/{sent.id}/run", **nobody)
    assert answer.status_code == 422
    assert "No column says who the people are" in answer.content.decode()


@pytest.mark.parametrize(
    "fault", [{"time_zone": "Mars/Olympus"}, {"target_0": "nonsense"}, {"target_0": "last_name"}]
)
def test_a_mapping_with_a_fault_is_refused_with_a_sentence(
    fault: dict[str, str], dev: Client, sent: Import
) -> None:
    answer = send(dev, f"/imports/{sent.id}/run", **{**form(sent, dev), **fault})
    assert answer.status_code == 422
    assert "The mapping cannot be used" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == ImportState.UPLOADED


def test_a_confirmed_import_is_queued_and_shows_its_progress(dev: Client, sent: Import) -> None:
    dev.post(f"/imports/{sent.id}/run", form(sent, dev))
    sent.refresh_from_db()
    assert sent.state == ImportState.WAITING
    assert ProcrastinateJob.objects.get().args == {"import_id": str(sent.id)}
    progress = fetch(dev, f"/imports/{sent.id}/progress").content.decode()
    assert 'hx-trigger="every 1s"' in progress


def test_the_report_counts_every_row_and_gives_the_refused_ones_back(dev: Client, sent: Import) -> None:
    dev.post(f"/imports/{sent.id}/run", form(sent, dev))
    done = run_import(import_id=sent.id, take_in=flow.take_in_file, now=lambda: NOW)
    page = dev.get(f"/imports/{sent.id}").content.decode()
    assert done.rows == done.new + done.updated + done.same + done.refused + done.stopped == 3
    assert "every 1s" not in page
    assert "Refused rows" in page
    refused = dev.get(f"/imports/{sent.id}/refused.csv").getvalue().decode("utf-8-sig")
    assert refused.splitlines()[1].startswith("4,")
    assert len(dev.get(f"/leads?import={sent.id}").context["rows"]) == 2


def test_the_leads_of_an_import_are_a_filter_with_a_chip(dev: Client, sent: Import) -> None:
    dev.post(f"/imports/{sent.id}/run", form(sent, dev))
    run_import(import_id=sent.id, take_in=flow.take_in_file, now=lambda: NOW)

    assert f'href="/leads?import={sent.id}"' in dev.get(f"/imports/{sent.id}").content.decode()
    page = dev.get(f"/leads?import={sent.id}")
    assert [(chip.text, chip.address) for chip in page.context["chips"]] == [("Import: fair.csv", "")]
    another = dev.get(f"/leads?import={NEVER}")
    assert another.context["rows"] == []
    assert [chip.text for chip in another.context["chips"]] == ["Import: unknown"]


def test_a_failed_import_can_go_on(dev: Client, sent: Import) -> None:
    dev.post(f"/imports/{sent.id}/run", form(sent, dev))
    Import.objects.update(state=ImportState.FAILED, error="The disk was full.")
    page = dev.get(f"/imports/{sent.id}").content.decode()
    assert "The disk was full." in page
    dev.post(f"/imports/{sent.id}/resumption")
    sent.refresh_from_db()
    assert sent.state == ImportState.WAITING


def test_an_import_can_be_discarded_and_stays_so(dev: Client, sent: Import) -> None:
    dev.post(f"/imports/{sent.id}/cancellation")
    sent.refresh_from_db()
    assert sent.state == ImportState.CANCELLED
    assert send(dev, f"/imports/{sent.id}/run", target_3="email").status_code == 422


def test_the_same_file_can_be_read_otherwise(dev: Client, sent: Import) -> None:
    answer = dev.post(
        f"/imports/{sent.id}/reading", {"delimiter": "comma", "encoding": "latin-1"}, follow=True
    )
    again = Import.objects.exclude(id=sent.id).get()
    assert len(again.columns) == 1
    assert answer.redirect_chain[0][0] == f"/imports/{again.id}"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not a list of rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(
    name: str, content: bytes, said: str, dev: Client
) -> None:
    answer = dev.post("/imports", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_no_file_is_said(dev: Client) -> None:
    assert "Choose a file first." in dev.post("/imports").content.decode()


def test_the_mapping_can_be_taken_along(dev: Client, sent: Import) -> None:
    assert "First name: first_name" in dev.get(f"/imports/{sent.id}/mapping.yaml").content.decode()


@pytest.mark.parametrize("path", ["/imports", f"/imports/{NEVER}", f"/imports/{NEVER}/refused.csv"])
def test_imports_are_for_those_who_may_import(path: str, anna: Client, mallory: Client, cast: Cast) -> None:
    assert anna.get(path).status_code == 403
    assert mallory.get(path).status_code == 403


def test_an_import_that_never_was_is_not_there(dev: Client) -> None:
    assert dev.get(f"/imports/{uuid4()}").status_code == 404
