"""Comments stand beside the text in which one writes, each at the line where its part is now."""

from datetime import timedelta

from django.test import Client

from handraiser.process.drafts import save_draft
from handraiser.process.models import Comment, Version
from handraiser.process.review.operations import comment
from tests.cast import MONDAY, Cast

AT = MONDAY + timedelta(hours=1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_comment_on_a_line_is_said_there_answered_and_resolved(
    erin: Client, anna: Client, draft: Version
) -> None:
    line = line_of(draft.text, "Worth a call.")
    said = anna.post(f"/process/versions/{draft.pk}/comments", {"text": "Who says so?", "line": str(line)})
    assert said.status_code == 302
    page = erin.get(f"/process/drafts/{draft.pk}/said").content.decode()
    assert f'data-said="{line}"' in page
    assert "Who says so?" in page
    made = Comment.objects.get()
    assert f"/process/comments/{made.pk}/resolution" in page
    assert f"answers={made.pk}" in page
    erin.post(f"/process/comments/{made.pk}/resolution", {})
    page = erin.get(f"/process/drafts/{draft.pk}/said").content.decode()
    assert "Who says so?" not in page
    assert "1 resolved" in page


def test_a_comment_follows_its_part_when_lines_come_in_above(
    erin: Client, cast: Cast, draft: Version
) -> None:
    line = line_of(draft.text, "Worth a call.")
    comment(version_id=draft.pk, text="Why?", line=line, by=cast.dev.pk, at=AT)
    before = erin.get(f"/process/drafts/{draft.pk}/said").content.decode()
    save_draft(version_id=draft.pk, text="# One more.\n# Two more.\n" + draft.text, revision=1, at=AT)
    after = erin.get(f"/process/drafts/{draft.pk}/said").content.decode()
    stood = int(before.split('data-said="')[1].split('"')[0])
    assert f'data-said="{stood + 2}"' in after


def test_an_entry_of_the_forms_is_commented_on_as_well(erin: Client, draft: Version) -> None:
    page = erin.get(f"/process/drafts/{draft.pk}?section=stages").content.decode()
    address = f"/process/versions/{draft.pk}/comments?place=stages%5B2%5D"
    assert f'hx-get="{address}"' in page
    assert "Stages" in erin.get(address).content.decode()
    erin.post(address, {"text": "Two calls?", "place": "stages[2]"})
    assert Comment.objects.get().place == "stages[mql]"


def test_the_text_has_the_place_for_comments(erin: Client, draft: Version) -> None:
    page = erin.get(f"/process/drafts/{draft.pk}/text").content.decode()
    assert f'hx-get="/process/drafts/{draft.pk}/said"' in page
    assert f'data-say="/process/versions/{draft.pk}/comments"' in page


def test_mallory_reads_what_is_said_and_resolves_nothing_of_others(
    mallory: Client, cast: Cast, draft: Version
) -> None:
    made = comment(version_id=draft.pk, text="Why?", line=3, by=cast.dev.pk, at=AT)
    page = mallory.get(f"/process/drafts/{draft.pk}/said").content.decode()
    assert "Why?" in page
    assert f"/process/comments/{made.pk}/resolution" not in page
    assert Client().get(f"/process/drafts/{draft.pk}/said").status_code == 302
