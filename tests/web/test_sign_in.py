"""Coming in and going out."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from handraiser.staff.operations import change_user
from tests.cast import MONDAY, Cast

PASSWORD = "a long enough phrase"


@pytest.fixture
def door(cast: Cast) -> Client:
    change_user(user=cast.anna, password=PASSWORD, at=MONDAY)
    return Client()


def test_the_right_password_leads_to_where_one_wanted_to_go(door: Client, cast: Cast) -> None:
    said = {"username": "Anna.Weber@Northwind-Robotics.com", "password": PASSWORD, "next": "/leads"}
    answer = door.post("/sign-in", said)
    assert (answer.status_code, answer["Location"]) == (302, "/leads")


def test_a_wrong_password_says_nothing_of_who_exists(door: Client, cast: Cast) -> None:
    known = door.post("/sign-in", {"username": cast.anna.email, "password": "not the right one"})
    unknown = door.post(
        "/sign-in", {"username": "nobody@kestrel-analytics.com", "password": "not the right one"}
    )
    sentence = "That address and password do not fit together."
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()


def test_passwords_cannot_be_guessed_by_the_dozen(
    door: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handraiser.web.sign_in.views.MOST_TRIES", 2)
    wrong = {"username": cast.anna.email, "password": "not the right one"}
    answers = [door.post("/sign-in", wrong).status_code for _ in range(3)]
    right = door.post("/sign-in", {**wrong, "password": PASSWORD})
    assert (answers, right.status_code) == ([200, 200, 429], 429)


def test_who_left_cannot_come_in(door: Client, cast: Cast) -> None:
    change_user(user=cast.anna, is_active=False, at=MONDAY)
    answer = door.post("/sign-in", {"username": cast.anna.email, "password": PASSWORD})
    assert answer.status_code == 200


def test_a_link_elsewhere_is_not_followed_after_sign_in(door: Client, cast: Cast) -> None:
    said = {"username": cast.anna.email, "password": PASSWORD, "next": "https://kestrel-analytics.com/"}
    assert door.post("/sign-in", said)["Location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/worklist",
        "/leads",
        "/imports",
        "/forms",
        "/process",
        "/overview",
        "/staff",
        "/quick-entry",
        "/notices",
    ],
)
def test_no_page_opens_without_signing_in(path: str, cast: Cast) -> None:
    answer = Client().get(path)
    assert answer["Location"] == f"/sign-in?next={path}"


def test_a_fragment_asks_the_whole_page_to_sign_in(cast: Cast) -> None:
    answer = Client().get("/worklist", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in")


def test_signing_out_takes_a_post(anna: Client) -> None:
    assert anna.get("/sign-out").status_code == 405
    anna.post("/sign-out")
    assert anna.get("/worklist").status_code == 302


def test_pages_forbid_what_comes_from_elsewhere(anna: Client) -> None:
    policy = anna.get("/worklist")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "name", ["css/tokens.css", "css/screens.css", "js/keys.js", "js/palette.js", "img/logo.svg"]
)
def test_what_the_pages_name_is_there(name: str) -> None:
    assert finders.find(f"handraiser/{name}")
