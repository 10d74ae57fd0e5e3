"""The door itself: whatever is thrown at it, the answer is JSON that says what was wrong."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handraiser.api.problems import KINDS
from tests.api.conftest import Caller, problem, told

SOME_ID = "01920000-0000-7000-8000-000000000000"
# Strings that programs stumble over, each in its own way.
NAUGHTY = (
    "",
    " ",
    "null",
    "undefined",
    "NaN",
    "-1",
    "1e999",
    "0x1F",
    "true",
    "'; DROP TABLE lead_person; --",
    '" OR 1=1 --',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "${jndi:ldap://x}",
    "%s%d%n",
    "../../etc/passwd",
    "\\",
    "\\N",
    '"quoted", and, commas',
    "line\nbreak\r\ntab\t",
    "\x07\x08\x1b[31mred",
    "\u202eright to left",
    "\u200b\u200d\ufeff",
    "Ω≈ç√∫˜µ≤≥÷",
    "田中さんにあげて下さい",
    "الكل في المجمو عة",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "ﬀ ﬁ ﬃ ß İ ı",
    "=cmd|' /C calc'!A0",
    "\U0001f4a9" * 60,
    "a" * 249,
)
TEXT_FIELDS = (
    *(
        "email",
        "first_name",
        "last_name",
        "full_name",
        "phone",
        "title",
        "company_name",
        "domain",
        "industry",
    ),
    *("employees", "revenue", "country", "region_name", "city", "source", "campaign", "medium", "term"),
    *("content", "landing_page", "inquiry_kind", "message", "external_id", "owner", "outcome", "amount"),
    *("currency", "outcome_reason", "opportunity_id", "favourite_colour"),
)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (b"{'email': 1}", 400),
        (b'{"email": NaN}', 400),
        (b'{"email": "\xff\xfe"}', 400),
        (b'{"email": "\\ud800"}', 400),
        (b'{"email": "a\x00b"}', 400),
        (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, 400),
        (b"[" * 100_000, 400),
        (b"[" * 40 + b"]" * 40, 400),
        (b'{"email": "lena\\u0000@kestrel-analytics.com"}', 422),
        (b"[[]]", 200),
        (b'"' + b"x" * (5 * 1024 * 1024) + b'"', 413),
    ],
)
@pytest.mark.parametrize("path", ["/inquiries", "/events"])
def test_a_body_that_cannot_be_read_is_a_problem_and_never_a_failure(
    dev: Caller, path: str, raw: bytes, status: int
) -> None:
    response = dev.post(path, raw)
    assert response.status_code == status
    if status >= 400:
        problem(response)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"7", b'{"kind": "\\ud800"}', b'{"kind": "a\\u0000"}', b"[" * 50_000]
)
def test_the_body_of_an_act_is_read_as_strictly(
    hand_raiser: dict[str, str], erin: Caller, raw: bytes
) -> None:
    response = erin.post(f"/leads/{hand_raiser['lead']}/touches", raw)
    assert response.status_code in {400, 422}
    problem(response)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_what_is_not_json_is_an_unsupported_type(dev: Caller, kind: str) -> None:
    response = dev.client.post("/api/v1/inquiries", b"{}", content_type=kind, headers=dev.headers)
    assert response.status_code == 415
    problem(response)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/leads/",
        "/leads/7",
        f"/leads/{SOME_ID}",
        f"/leads/{SOME_ID}/explanation",
        f"/leads/{SOME_ID}/mood",
        f"/persons/{SOME_ID}",
        f"/companies/{SOME_ID}",
        f"/inquiries/{SOME_ID}",
        "/resolve/7",
        "/../admin",
        "/%00",
        "/%ff%fe",
        "/a%0Ab",
        "/leads/%0A",
    ],
)
def test_what_is_not_there_is_a_problem_too(dev: Caller, path: str) -> None:
    response = dev.get(path)
    assert response.status_code == 404
    problem(response)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("get", "/inquiries", {"POST"}),
        ("put", "/leads", {"GET"}),
        ("patch", f"/leads/{SOME_ID}", {"GET"}),
        ("get", f"/leads/{SOME_ID}/snooze", {"POST", "DELETE"}),
        ("post", "/docs", {"GET", "HEAD"}),
        ("delete", "/openapi.json", {"GET", "HEAD"}),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(
    dev: Caller, method: str, path: str, allowed: set[str]
) -> None:
    response = getattr(dev.client, method)(f"/api/v1{path}", headers=dev.headers)
    assert response.status_code == 405
    problem(response)
    assert set(response.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("query", ["q=%00", "where=%00", "stage=a%00b", "%00=1", "after=%00", "owner=%00"])
def test_a_nul_in_the_query_is_refused(dev: Caller, query: str) -> None:
    response = dev.client.get(f"/api/v1/leads?{query}", headers=dev.headers)
    assert response.status_code == 422
    problem(response)


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_a_naughty_string_is_stored_and_shown_unharmed(dev: Caller, field: str) -> None:
    sent = [
        {"external_id": f"n{index}", "email": f"n{index}@kestrel-analytics.com", field: text}
        for index, text in enumerate(NAUGHTY)
    ]
    answers = told(dev.post("/inquiries", sent))["results"]
    for text, answer in zip(NAUGHTY, answers, strict=True):
        assert answer["result"] in {"new", "updated", "same"}, (text, answer)
        raw = told(dev.get(f"/inquiries/{answer['inquiry']}"))["raw"]
        shown = raw["extra"] if field == "favourite_colour" else raw
        assert shown[field] == text
    assert len(told(dev.get("/leads", limit=200))["leads"]) > 1


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_is_no_failure_anywhere_in_a_query(dev: Caller, text: str) -> None:
    for name in ("stage", "owner", "source", "grade", "opened_since", "q", "where", "after", "limit", "open"):
        assert dev.get("/leads", **{name: text}).status_code in {200, 422}, name
    for name in ("whose", "stage", "grade", "clock", "snoozed", "after", "limit"):
        assert dev.get("/worklist", **{name: text}).status_code in {200, 422}, name


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys((*TEXT_FIELDS, "consent", "extra", "occurred_at", "system"), JSON)
    )
)
def test_no_inquiry_makes_the_door_fail(dev: Caller, body: dict[str, object]) -> None:
    response = dev.post("/inquiries", json.dumps(body, ensure_ascii=True).encode())
    assert response.status_code in {200, 201, 400, 422}, response.content


def test_the_page_that_explains_needs_nothing_from_elsewhere(client: Client) -> None:
    response = client.get("/api/v1/docs")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script" not in page
    assert "style=" not in page
    assert "//cdn" not in page
    assert 'id="take_in_inquiries"' in page
    for kind in KINDS:
        assert f'id="problem-{kind.slug}"' in page


def test_the_description_names_every_operation_and_its_problems(client: Client) -> None:
    schema = told(client.get("/api/v1/openapi.json"))
    assert schema["openapi"].startswith("3.")
    assert len(schema["paths"]) >= 25
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            content = operation["responses"]["422"]["content"]
            assert list(content) == ["application/problem+json"], path


def test_the_front_says_where_to_go(client: Client) -> None:
    assert told(client.get("/api/v1/")) == {"docs": "/api/v1/docs", "openapi": "/api/v1/openapi.json"}
