"""The page of a review: who signs what, what was said, what is in the way; and who may not."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from handraiser.document import Document
from handraiser.follow_up.models import Notice
from handraiser.process.digests import parts_of
from handraiser.process.models import Comment, SignOff, State, Version
from tests.cast import PROCESS, Cast
from tests.process.review.conftest import TEXT, draft_of, edit


def address(draft: Version) -> str:
    return f"/process/versions/{draft.id}/review"


def read(client: Client, draft: Version) -> str:
    response = client.get(address(draft))
    assert response.status_code == 200
    return response.content.decode()


def sign(client: Client, draft: Version, section: str, function: str, **more: str) -> int:
    sent = {"section": section, "function": function, **more}
    return client.post(
        f"/process/versions/{draft.id}/sign-offs", sent, headers={"HX-Request": "true"}
    ).status_code


def say(client: Client, draft: Version, **said: object) -> int:
    sent = {"text": "Why so?", **said}
    return client.post(
        f"/process/versions/{draft.id}/comments", sent, headers={"HX-Request": "true"}
    ).status_code


def test_the_page_says_who_signs_what_and_what_is_missing(draft: Version, mallory: Client) -> None:
    page = read(mallory, draft)
    assert "0 of 4 sign-offs" in page
    assert "4 sign-offs are still to be given." in page
    assert "Anna Weber, Carla Rossi" in page
    assert "nobody signs it" in page
    assert "Read this section" in page
    assert "Yours to sign" not in page


def test_the_panel_signs_until_the_draft_is_reviewed(
    draft: Version, anna: Client, dev: Client, erin: Client
) -> None:
    assert "Yours to sign" in read(dev, draft)
    for client, section, function in (
        (dev, "grade", "Marketing"),
        (dev, "score", "Marketing"),
        (anna, "score", "Sales"),
    ):
        assert sign(client, draft, section, function, note="As agreed.") == 200
    assert "3 of 4 sign-offs" in read(erin, draft)
    assert sign(anna, draft, "stages", "Sales") == 200

    draft.refresh_from_db()
    assert (draft.state, draft.number) == (State.REVIEWED, "1.75")
    page = read(erin, draft)
    assert "Its text is final" in page
    assert "As agreed." in page
    assert Notice.objects.filter(user__full_name="Erin Walsh", kind=f"review:{draft.id}").count() == 1
    assert f"/process/versions/{draft.id}/review" in erin.get("/notices").content.decode()


def test_what_changed_after_it_was_signed_says_so(draft: Version, dev: Client) -> None:
    sign(dev, draft, "score", "Marketing")
    edit(draft, "points: 25,", "points: 26,")
    page = read(dev, draft)
    assert "Dev Patel signed at revision 1, changed since" in page


def test_nobody_signs_what_they_did_not_see(draft: Version, dev: Client) -> None:
    seen = parts_of(draft.text, Document)["score"].digest or ""
    edit(draft, "points: 25,", "points: 26,")
    assert sign(dev, draft, "score", "Marketing", digest=seen) == 422
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("name", ["mallory", "erin", "carla"])
def test_only_who_speaks_for_a_function_signs_for_it(
    name: str, draft: Version, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(name)
    response = client.post(
        f"/process/versions/{draft.id}/sign-offs",
        {"section": "grade", "function": "Marketing"},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 422
    assert "does not speak for Marketing" in response.content.decode()
    assert not SignOff.objects.exists()


def test_mallory_comments_and_nothing_more(
    draft: Version, mallory: Client, erin: Client, dev: Client
) -> None:
    assert say(mallory, draft, place="score") == 200
    assert say(mallory, draft, place="score", change="on") == 422
    say(erin, draft, place="grade", change="on")
    asked = Comment.objects.get(asks_for_change=True)
    refused = mallory.post(f"/process/comments/{asked.id}/resolution", headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert Comment.objects.get(id=asked.id).resolved_at is None
    # Nor by an answer of her own in the thread of somebody else.
    assert say(mallory, draft, answers=str(asked.id)) == 200
    own = Comment.objects.get(answers=asked)
    refused = mallory.post(f"/process/comments/{own.id}/resolution", headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert Comment.objects.get(id=asked.id).resolved_at is None
    for path in ("asking", "conclusion"):
        assert mallory.post(f"{address(draft)}/{path}").status_code == 403
    sign(dev, draft, "score", "Marketing")
    taken = mallory.post(
        f"/process/versions/{draft.id}/sign-offs/withdrawal",
        {"section": "score", "function": "Marketing"},
        headers={"HX-Request": "true"},
    )
    assert taken.status_code == 422
    assert SignOff.objects.filter(withdrawn_at=None).count() == 1


def test_a_thread_is_answered_resolved_and_opened_again(draft: Version, anna: Client, erin: Client) -> None:
    say(anna, draft, place="stages[2]", text="Why so late?")
    first = Comment.objects.get()
    say(erin, draft, answers=str(first.id), text="Since a call costs.")
    page = read(anna, draft)
    assert "Since a call costs." in page
    assert "Stages, mql" in page
    assert Notice.objects.filter(user__full_name="Anna Weber").get().text.startswith("Erin Walsh answered")

    again = f"/process/comments/{first.id}/resolution"
    anna.post(again)
    assert "1 resolved" in read(anna, draft)
    anna.post(again, {"again": "yes"})
    assert "1 resolved" not in read(anna, draft)


def test_a_request_for_a_change_tells_who_wrote_it_and_holds_the_section_up(
    draft: Version, anna: Client, dev: Client
) -> None:
    say(anna, draft, place="score", change="on", text="Too much.")
    assert "change asked for" in read(dev, draft)
    assert sign(dev, draft, "score", "Marketing") == 422
    assert Notice.objects.get().user.full_name == "Erin Walsh"


def test_what_was_said_of_a_part_that_is_gone_stays(draft: Version, anna: Client) -> None:
    say(anna, draft, place="score.rules[1]")
    line = next(line for line in draft.text.splitlines() if "pricing" in line)
    edit(draft, f"{line}\n", "")
    assert "About a part that is gone" in read(anna, draft)


def test_the_panel_is_asked_by_the_bell(draft: Version, erin: Client, dev: Client) -> None:
    erin.post(f"{address(draft)}/asking")
    told = Notice.objects.filter(kind=f"review:{draft.id}").values_list("user__full_name", "text")
    assert {name for name, _ in told} == {"Anna Weber", "Carla Rossi", "Dev Patel"}
    assert "2 sections wait" in dict(told)["Dev Patel"]
    assert address(draft) in dev.get("/notices/bell").content.decode()


def test_nobody_is_asked_twice_before_they_have_read_it(draft: Version, erin: Client, dev: Client) -> None:
    asked = f"{address(draft)}/asking"
    erin.post(asked)
    assert erin.post(asked, headers={"HX-Request": "true"}).status_code == 422
    assert Notice.objects.count() == 3
    sign(dev, draft, "score", "Marketing")
    edit(draft, "points: 25,", "points: 26,")
    erin.post(asked)
    newest = Notice.objects.filter(user__full_name="Dev Patel").latest("at").text
    assert "2 sections wait for your sign-off, 1 changed since it was signed." in newest
    assert Notice.objects.count() == 4


def test_my_reviews_lists_what_waits_for_me(draft: Version, dev: Client, erin: Client) -> None:
    erin.post(f"{address(draft)}/asking")
    mine = dev.get("/process/reviews").content.decode()
    assert f"{address(draft)}#grade" in mine
    assert "Nothing waits for you" in erin.get("/process/reviews").content.decode()


def test_without_a_panel_the_page_says_that_nobody_decides(cast: Cast, erin: Client) -> None:
    page = read(erin, draft_of(PROCESS.read_text(), by=cast.erin.pk))
    assert "Nobody signs anything" in page
    assert "Put a usual panel into the draft" in page
    assert "Call it reviewed" not in page


def test_a_usual_panel_can_be_put_into_a_draft_that_has_none(
    cast: Cast, erin: Client, mallory: Client
) -> None:
    draft = draft_of(PROCESS.read_text(), by=cast.erin.pk)
    assert mallory.post(f"{address(draft)}/panel").status_code == 403
    erin.post(f"{address(draft)}/panel")
    page = read(erin, draft)
    assert "0 of 18 sign-offs" in page
    assert "Nobody speaks for Sales" in page
    assert Version.objects.get(id=draft.id).revision == 2
    again = erin.post(f"{address(draft)}/panel", headers={"HX-Request": "true"})
    assert again.status_code == 422
    assert Version.objects.get(id=draft.id).revision == 2


def test_what_changed_since_the_version_before_is_marked(draft: Version, cast: Cast, dev: Client) -> None:
    sign(dev, draft, "grade", "Marketing")
    changed = draft_of(TEXT.replace("points: 25,", "points: 26,"), by=cast.erin.pk, based_on=draft)
    page = read(dev, changed)
    assert page.count("changed since 1.5") == 1
    assert "carried from 1.5" in page


def test_a_draft_that_does_not_check_is_shown_with_its_faults(cast: Cast, erin: Client) -> None:
    draft = draft_of(TEXT.replace("points: 25,", "points: many,"), by=cast.erin.pk)
    page = read(erin, draft)
    assert "does not check" in page
    assert "As it is written" in page
    for text in ("", "stages: [", "- a", "stakeholders: 7\n"):
        assert "does not check" in read(erin, draft_of(text, by=cast.erin.pk))


def test_a_draft_in_which_nothing_is_left_to_do_can_be_called_reviewed(
    draft: Version, anna: Client, dev: Client, erin: Client
) -> None:
    for client, section, function in (
        (dev, "grade", "Marketing"),
        (dev, "score", "Marketing"),
        (anna, "score", "Sales"),
    ):
        sign(client, draft, section, function)
    say(dev, draft, place="grade", change="on")
    sign(anna, draft, "stages", "Sales")
    erin.post(f"/process/comments/{Comment.objects.get().id}/resolution")
    assert "Call it reviewed" in read(erin, draft)
    erin.post(f"{address(draft)}/conclusion")
    draft.refresh_from_db()
    assert draft.state == State.REVIEWED


def test_what_people_write_stays_what_they_wrote(draft: Version, anna: Client) -> None:
    say(anna, draft, place="score", text="<script>alert(1)</script>")
    page = read(anna, draft)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"text": ""},
        {"place": "stages[nowhere]"},
        {"line": "0"},
        {"line": "many"},
        {"line": "99999999999", "place": "score"},
        {"answers": "x"},
        {"answers": str(uuid4())},
        {"text": "x" * 10_001},
    ],
)
def test_a_comment_that_cannot_be_is_refused_with_a_reason(
    said: dict[str, str], draft: Version, anna: Client
) -> None:
    assert say(anna, draft, **said) == 422
    assert not Comment.objects.exists()


def test_the_forms_stand_as_pages_where_there_is_no_script(draft: Version, anna: Client) -> None:
    form = anna.get(f"/process/versions/{draft.id}/comments?place=score").content.decode()
    assert "On Score" in form
    assert "<html" in form
    signing = anna.get(
        f"/process/versions/{draft.id}/sign-offs?section=score&function=Sales"
    ).content.decode()
    assert "Score, for Sales" in signing
    sent = anna.post(f"/process/versions/{draft.id}/comments", {"text": "Yes.", "place": "score"})
    assert sent.headers["Location"] == address(draft)


def test_what_is_not_there_is_not_found(draft: Version, anna: Client) -> None:
    nowhere: UUID = uuid4()
    for path in ("review", "comments", "sign-offs"):
        assert anna.get(f"/process/versions/{nowhere}/{path}").status_code == 404
    assert anna.post(f"/process/comments/{nowhere}/resolution").status_code == 404
    assert Client().get(address(draft)).status_code == 302
