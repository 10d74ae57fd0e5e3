"""The rendered document says everything that the text says, and nothing in it can break out."""

import re
from html.parser import HTMLParser
from typing import Literal

import pytest
from markdown_it import MarkdownIt

from handraiser.document import Document
from handraiser.process import Condition, Duration, Shape
from handraiser.process.check import check
from handraiser.process.questions import texts
from handraiser.process.ready import ready_text
from handraiser.process.render import render, render_fragment, stylesheet
from handraiser.process.sections import About

NASTY = '<script>alert(1)</script> & "quotes" | *stars* _lines_ `ticks` [link](x) # ~ \\ <b> 1. x'


class Criterion(Shape):
    says: str
    when: Condition | None = None


class Stage(Shape):
    key: str
    title: str
    definition: str
    team: str
    steps: tuple[str, ...] = ()
    exit: tuple[Criterion, ...] = ()
    next: str | None = None
    duration: Duration | None = None
    colour: str = ""


class Rules(Shape):
    about: str = ""
    rules: tuple[Criterion, ...] = ()
    points: dict[str, float] = {}
    remarks: tuple[str, ...] = ()


class Paper(Shape):
    process: About
    stages: tuple[Stage, ...] = ()
    odd_section: Rules = Rules()


def paper(word: str) -> Paper:
    return Paper(
        process=About(name=word, summary=word, owner=word),
        stages=(
            Stage(
                key="a",
                title=word,
                definition=word,
                team=word,
                steps=(word,),
                exit=(Criterion(says=word, when=Condition("title = '`|<b>' OR score > 1")),),
                next="a",
                duration=Duration("3 business days"),
                colour=word,
            ),
        ),
        odd_section=Rules(
            about=word, rules=(Criterion(says=word),), points={word: 2.5}, remarks=(word, "x" * 80)
        ),
    )


class Reader(HTMLParser):
    """What a browser would make of a page: the tags and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.codes: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data
        if "code" in self.open:
            self.codes.append(data)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def as_html(text: str, to: Literal["md", "html"]) -> str:
    """Markdown as GitHub would show it; HTML as it is."""
    return text if to == "html" else MarkdownIt("commonmark", {"html": False}).enable("table").render(text)


@pytest.mark.parametrize("to", ["md", "html"])
def test_everything_that_the_ready_process_says_is_rendered(to: Literal["md", "html"]) -> None:
    checked = check(ready_text("b2b_saas"), document=Document, path="x")
    assert checked.document is not None

    shown = squeezed(Reader(as_html(render(checked.document, to), to)).text).replace("•", "")

    spoken = re.compile(r".* .*")
    sentences = [squeezed(text) for _, text in texts(checked.document) if spoken.fullmatch(squeezed(text))]
    assert len(sentences) > 250
    assert [sentence for sentence in sentences if sentence not in shown] == []
    conditions = [rule.when.text for rule in checked.document.grade.rules]
    assert [text for text in conditions if squeezed(text) not in shown] == []


@pytest.mark.parametrize("to", ["md", "html"])
def test_text_means_only_itself(to: Literal["md", "html"]) -> None:
    reader = Reader(as_html(render(paper(NASTY), to), to))

    assert not {"script", "b", "em", "a"} & set(reader.tags) - ({"a", "em"} if to == "html" else {"em"})
    assert squeezed(reader.text).count(squeezed(NASTY)) >= 10
    assert "title = '`|<b>' OR score > 1" in reader.codes
    assert reader.open == []


def test_the_page_stands_by_itself() -> None:
    page = render(paper("Leads"), "html", version="1.2")

    assert page.startswith("<!doctype html>")
    assert "Version 1.2" in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "@media print" in page
    assert "url(" not in page
    assert "@import" not in page


def test_the_fragment_fits_into_another_page() -> None:
    fragment = render_fragment(paper("Leads"))

    assert fragment.startswith('<div class="process-document">')
    assert not {"html", "head", "body", "style", "script", "h1"} & set(Reader(fragment).tags)
    assert " style=" not in fragment
    assert ".process-document" in stylesheet()


def test_the_table_of_stages_is_the_familiar_one() -> None:
    checked = check(ready_text("b2b_saas"), document=Document, path="x")
    assert checked.document is not None

    assert "| Stage | Definition | Team | Activities | Exit criteria |" in render(checked.document)


def test_what_a_section_adds_is_rendered_without_a_change_here() -> None:
    shown = render(paper("unheard of"))

    assert "## Odd section" in shown
    assert "### Remarks" in shown
    assert "| Stage | Colour |" in shown


def test_a_question_of_the_template_stands_out() -> None:
    assert "<mark>[Who?]</mark>" in render(paper("[Who?]"), "html")


def test_an_empty_document_is_rendered() -> None:
    empty = Paper(process=About(name="Empty"))

    assert render(empty) == "# Empty\n\n## Stages\n\n| Stage |\n| --- |\n" or render(empty).startswith(
        "# Empty"
    )
