"""Inquiries by HTTP: what is answered, row by row."""

from typing import Any

import orjson
import pytest
from django.utils import timezone

from handraiser.capture.models import Inquiry
from handraiser.document import Document
from handraiser.lead.models import Lead, Person
from handraiser.process.operations import publish
from tests.api.conftest import LIBRARY_TEXT, Caller, problem, told

LENA: dict[str, Any] = {"email": "lena.hoffmann@kestrel-analytics.com", "full_name": "Lena Hoffmann"}
OMAR: dict[str, Any] = {"email": "omar.haddad@blueharborlogistics.com", "full_name": "Omar Haddad"}


def test_one_inquiry_is_answered_with_person_lead_stage_owner_and_due_time(dev: Caller) -> None:
    response = dev.post("/inquiries", {**LENA, "inquiry_kind": "contact_us", "country": "Germany"})
    answer = told(response)
    assert response.status_code == 201, answer
    assert answer["result"] == "new"
    assert answer["stage"] == "mql"
    assert answer["owner"]["name"] in {"Anna Weber", "Ben Okafor"}
    assert answer["due_at"] > "2026"
    lead = Lead.objects.get()
    assert (answer["lead"], answer["person"]) == (str(lead.id), str(lead.person_id))
    assert answer["inquiry"] == str(Inquiry.objects.get().id)
    assert dev.get(answer["explanation"].removeprefix("/api/v1")).status_code == 200


def test_an_inquiry_that_says_nothing_new_is_the_same_and_told_with_where_the_lead_stands(
    dev: Caller,
) -> None:
    first = told(dev.post("/inquiries", {**LENA, "inquiry_kind": "contact_us"}))
    response = dev.post("/inquiries", LENA)
    again = told(response)
    assert (response.status_code, again["result"]) == (200, "same")
    for name in ("person", "lead", "stage", "grade", "owner", "due_at"):
        assert again[name] == first[name]


def test_an_inquiry_that_says_more_updates_the_person(dev: Caller) -> None:
    dev.post("/inquiries", LENA)
    response = dev.post("/inquiries", {**LENA, "title": "VP Marketing"})
    assert (response.status_code, told(response)["result"]) == (201, "updated")
    assert Person.objects.get().title == "VP Marketing"


@pytest.mark.parametrize("body", [[LENA, OMAR], {"inquiries": [LENA, OMAR]}])
def test_a_list_is_answered_entry_by_entry_in_its_order(dev: Caller, body: object) -> None:
    response = dev.post("/inquiries", body)
    answers = told(response)["results"]
    assert response.status_code == 200
    assert [answer["index"] for answer in answers] == [0, 1]
    assert [Person.objects.get(id=answer["person"]).email for answer in answers] == [
        LENA["email"],
        OMAR["email"],
    ]


def test_a_bad_entry_is_refused_with_its_reason_and_does_not_fail_the_others(dev: Caller) -> None:
    answers = told(dev.post("/inquiries", [LENA, {"email": 7}, "not an object", {}, OMAR]))["results"]
    assert [answer["result"] for answer in answers] == ["new", "refused", "refused", "refused", "new"]
    assert answers[1]["errors"] == [{"field": "email", "message": "It should be a valid string."}]
    assert answers[1]["reason"].startswith("email: ")
    assert answers[2]["reason"] == "An inquiry is a JSON object."
    assert all(answers[index]["inquiry"] is None for index in (1, 2, 3))
    assert Inquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ["a@b.com"]),
        ("phone", 49301234567),
        ("consent", "yes"),
        ("employees", True),
        ("employees", [200]),
        ("occurred_at", 1_700_000_000),
        ("occurred_at", "yesterday"),
        ("occurred_at", "2026-03-01T10:00:00"),
        ("occurred_at", "1999-12-31T23:59:59Z"),
        ("occurred_at", "2999-01-01T00:00:00Z"),
        ("outcome_at", "2026-13-01"),
        ("external_id", 1.5),
        ("system", "Not A System"),
        ("extra", "text"),
        ("first_name", "x" * 251),
        ("full_name", "Len\0a"),
        ("message", "x" * 20_001),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_field(dev: Caller, field: str, value: object) -> None:
    response = dev.post("/inquiries", {**LENA, field: value})
    assert response.status_code == 422
    assert [error["field"] for error in problem(response)["errors"]] == [field]
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize(("value", "kept"), [(250, 250), ("1,200", 1200), (250.0, 250), ("about 40", 40)])
def test_a_number_may_be_written_as_a_number_or_as_people_write_it(
    dev: Caller, value: object, kept: int
) -> None:
    answer = told(dev.post("/inquiries", {**LENA, "company_name": "Kestrel Analytics", "employees": value}))
    whole = told(dev.get(f"/leads/{answer['lead']}"))
    assert whole["values"]["employees"] == kept


def test_what_we_have_no_field_for_is_kept_to_the_letter(dev: Caller) -> None:
    sent = {**LENA, "favourite_colour": "teal", "extra": {"tags": ["a", {"deep": [1, None, "ü"]}]}}
    answer = told(dev.post("/inquiries", sent))
    raw = told(dev.get(f"/inquiries/{answer['inquiry']}"))["raw"]
    assert raw["extra"] == {"favourite_colour": "teal", "tags": ["a", {"deep": [1, None, "ü"]}]}
    assert raw["full_name"] == "Lena Hoffmann"


def test_a_dated_inquiry_keeps_its_date(dev: Caller) -> None:
    answer = told(dev.post("/inquiries", {**LENA, "occurred_at": "2025-02-03T10:00:00+01:00"}))
    assert Inquiry.objects.get().occurred_at.isoformat() == "2025-02-03T09:00:00+00:00"
    assert told(dev.get(f"/leads/{answer['lead']}"))["opened_at"].startswith("2025-02-03T09:00:00")


def test_an_inquiry_below_the_minimum_is_kept_and_refused_with_the_words_of_the_process(dev: Caller) -> None:
    strict = LIBRARY_TEXT.replace("OR door IN ('import', 'api')", "")
    publish(text=strict, document=Document, at=timezone.now())
    response = dev.post("/inquiries", {"full_name": "Lena Hoffmann"})
    body = problem(response)
    assert response.status_code == 422
    assert "by e-mail or phone" in body["detail"]
    assert (body["result"], body["lead"]) == ("refused", None)
    kept = Inquiry.objects.get(id=body["inquiry"])
    assert (kept.state, kept.stop_reason) == ("stopped", "below_minimum")
    assert told(dev.get(f"/inquiries/{body['inquiry']}"))["reason"] == body["detail"]


def test_external_ids_of_two_systems_are_two_people(dev: Caller) -> None:
    one = told(dev.post("/inquiries", {"external_id": 77, "system": "crm", "full_name": "Lena Hoffmann"}))
    two = told(dev.post("/inquiries", {"external_id": "77", "system": "shop", "full_name": "Omar Haddad"}))
    same = told(dev.post("/inquiries", {"external_id": "77", "system": "crm"}))
    assert one["person"] != two["person"]
    assert same["person"] == one["person"]


@pytest.mark.parametrize(
    "body", [[], {"inquiries": []}, {"inquiries": 3}, {"inquiries": [], "more": 1}, 3, "x", None]
)
def test_a_body_that_is_no_list_of_inquiries_is_refused_as_a_whole(dev: Caller, body: object) -> None:
    response = dev.post("/inquiries", body)
    assert response.status_code == 422
    assert problem(response)["errors"]


def test_a_thousand_and_one_are_too_many_and_none_is_taken(dev: Caller) -> None:
    response = dev.post("/inquiries", [LENA] * 1_001)
    assert response.status_code == 413
    assert "1,001" in problem(response)["detail"]
    assert Inquiry.objects.count() == 0


def test_a_thousand_are_taken_each_with_its_answer(dev: Caller) -> None:
    many = [{"email": f"lena{n}@kestrel-analytics.com", "inquiry_kind": "contact_us"} for n in range(1_000)]
    answers = told(dev.post("/inquiries", many))["results"]
    assert len({answer["lead"] for answer in answers}) == 1_000
    assert {answer["stage"] for answer in answers} == {"mql"}
    assert all(answer["owner"] and answer["due_at"] for answer in answers)


def test_a_call_that_is_repeated_under_its_key_is_answered_as_it_was_first(dev: Caller) -> None:
    first = dev.post("/inquiries", [LENA, OMAR], **{"Idempotency-Key": "import-7"})
    again = dev.post("/inquiries", [LENA, OMAR], **{"Idempotency-Key": "import-7"})
    assert again.content == first.content
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Inquiry.objects.count() == 2


def test_another_body_under_the_same_key_is_a_conflict(dev: Caller) -> None:
    dev.post("/inquiries", LENA, **{"Idempotency-Key": "one"})
    response = dev.post("/inquiries", OMAR, **{"Idempotency-Key": "one"})
    assert response.status_code == 409
    assert problem(response)["type"].endswith("#problem-idempotency-key-reused")
    assert Inquiry.objects.count() == 1


def test_keys_of_two_callers_do_not_meet(dev: Caller, erin: Caller) -> None:
    one = told(dev.post("/inquiries", LENA, **{"Idempotency-Key": "same"}))
    two = told(erin.post("/inquiries", OMAR, **{"Idempotency-Key": "same"}))
    assert one["person"] != two["person"]


def test_a_call_whose_answer_was_lost_is_one_inquiry_all_the_same(dev: Caller) -> None:
    from handraiser.api.models import Call

    first = told(dev.post("/inquiries", LENA, **{"Idempotency-Key": "lost"}))
    # As after a crash between the inquiry's commit and the note of its answer.
    Call.objects.all().delete()
    again = told(dev.post("/inquiries", LENA, **{"Idempotency-Key": "lost"}))
    for name in ("inquiry", "person", "lead", "result"):
        assert again[name] == first[name]
    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "späť", "a\tb"])
def test_an_idempotency_key_is_short_and_printable(dev: Caller, key: str) -> None:
    response = dev.post("/inquiries", LENA, **{"Idempotency-Key": key})
    assert response.status_code == 422
    assert problem(response)["errors"][0]["field"] == "Idempotency-Key"


def test_an_unknown_member_beside_the_list_is_refused(dev: Caller) -> None:
    response = dev.post("/inquiries", orjson.dumps({"inquiries": [LENA], "source": "fair"}))
    assert problem(response)["errors"][0]["field"] == "source"
