"""What is said of a version stays with the part that it is about."""

import pytest

from handraiser.document import Document
from handraiser.process.models import Comment, Version
from handraiser.process.review.operations import comment, reopen, resolve
from handraiser.process.review.queries import review_of, threads_of
from handraiser.process.review.refusals import CommentRefused, NotInDraft, PlaceUnknown
from tests.cast import Cast
from tests.process.review.conftest import LATER, edit

pytestmark = pytest.mark.django_db


def said(draft: Version, cast: Cast, text: str = "Why so?", **about: object) -> Comment:
    return comment(version_id=draft.id, text=text, by=cast.anna.pk, at=LATER, **about)  # type: ignore[arg-type]


def test_a_comment_on_a_line_is_about_the_part_on_that_line(draft: Version, cast: Cast) -> None:
    lines = draft.text.splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if "key: mql" in text)
    made = said(draft, cast, line=line)
    assert made.place.startswith("stages[mql]")
    assert made.line == line


def test_a_comment_moves_with_its_part(draft: Version, cast: Cast) -> None:
    said(draft, cast, place="stages[2]")
    edit(draft, "grade:\n", "grade:\n  about: Fit.\n")
    edit(draft, "stages:\n", "# more\n# words\nstages:\n")
    [thread] = threads_of(draft)
    assert thread.comment.place == "stages[mql]"
    assert thread.line is not None
    assert "key: mql" in draft.text.splitlines()[thread.line - 1]


def test_a_comment_on_what_is_gone_stays_visible(draft: Version, cast: Cast) -> None:
    said(draft, cast, place="score.rules[1]")
    line = next(line for line in draft.text.splitlines() if "pricing" in line)
    edit(draft, f"{line}\n", "")
    [thread] = threads_of(draft)
    assert thread.gone
    assert next(one for one in review_of(draft, Document).sections if one.name == "score").threads == (
        thread,
    )


def test_an_answer_to_an_answer_belongs_to_the_thread(draft: Version, cast: Cast) -> None:
    first = said(draft, cast, place="score")
    second = said(draft, cast, "Since sales asked.", answers=first.id)
    third = said(draft, cast, "I see.", answers=second.id)
    [thread] = threads_of(draft)
    assert thread.answers == (second, third)
    assert third.place == "score"


def test_everybody_comments_on_the_live_version_and_nobody_asks_to_change_it(cast: Cast) -> None:
    said(cast.version, cast, place="score")
    with pytest.raises(NotInDraft, match="new draft"):
        said(cast.version, cast, place="score", asks_for_change=True)


def test_what_is_resolved_can_be_opened_again(draft: Version, cast: Cast) -> None:
    made = said(draft, cast, place="grade", asks_for_change=True)
    resolve(comment_id=made.id, by=cast.erin.pk, at=LATER)
    with pytest.raises(CommentRefused):
        resolve(comment_id=made.id, by=cast.erin.pk, at=LATER)
    assert review_of(draft, Document).open_comments == 0
    reopen(comment_id=made.id, by=cast.anna.pk, at=LATER)
    with pytest.raises(CommentRefused):
        reopen(comment_id=made.id, by=cast.anna.pk, at=LATER)
    assert [section.changes for section in review_of(draft, Document).sections if section.changes] == [1]


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        ({"text": "  "}, CommentRefused),
        ({"text": "x" * 10_001}, CommentRefused),
        ({"place": "stages[nowhere]"}, PlaceUnknown),
        ({"line": 0}, CommentRefused),
        ({"line": 10_000}, CommentRefused),
    ],
)
def test_a_comment_about_nothing_is_refused(
    about: dict[str, object], refusal: type[Exception], draft: Version, cast: Cast
) -> None:
    with pytest.raises(refusal):
        said(draft, cast, **{"text": "Why?", **about})  # type: ignore[arg-type]
    assert not Comment.objects.exists()


def test_a_comment_on_a_text_that_is_none_is_about_its_line(draft: Version, cast: Cast) -> None:
    edit(draft, draft.text, "stages: [\nmore\n")
    made = said(draft, cast, line=2)
    assert (made.place, made.line) == ("", 2)
    edit(draft, draft.text, "stages: []\n")
    assert [thread.gone for thread in review_of(draft, Document).general] == [True]


def test_nobody_answers_a_comment_of_another_version(draft: Version, cast: Cast) -> None:
    made = said(cast.version, cast, place="score")
    with pytest.raises(CommentRefused):
        said(draft, cast, answers=made.id)
