"""The one-page picture: everything is in it, nothing leaves its box, and no text can break out."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.document import Document
from handraiser.process.ready import ready_names, ready_text
from handraiser.process.render.picture import picture
from handraiser.process.render.stations import stations_of
from handraiser.process.render.strokes import HEIGHT, WIDTH
from handraiser.process.render.wrapping import width_of, wrapped
from handraiser.process.sheet.weave import data_of
from tests.cast import PROCESS

SVG = "{http://www.w3.org/2000/svg}"


def document(text: str, **turned: Any) -> Document:
    return Document.model_validate(data_of(text) | turned)


def drawn(made: Document, **keys: Any) -> Tree.Element:
    return Tree.fromstring(picture(made, **keys))


def texts(root: Tree.Element) -> Iterator[Tree.Element]:
    yield from root.iter(f"{SVG}text")


def said(root: Tree.Element) -> str:
    return " ".join(element.text or "" for element in texts(root))


def many(count: int) -> list[dict[str, Any]]:
    stage = {
        "definition": "Long.",
        "team": "marketing",
        "owner": "Somebody with a rather long name of a role",
    }
    criterion = {
        "says": "Something that takes several words to say must have happened before the lead goes on."
    }
    return [
        {**stage, "key": key, "title": f"The stage of number {index}", "exit": [criterion] * 4, "duration": "30 days",
         "next": f"x{index + 1}" if index + 1 < count else None, "way_out": {"then": "recycle", "reason": "idle"}}
        for index, key in enumerate(f"x{index}" for index in range(count))
    ]  # fmt: skip


@pytest.mark.parametrize("name", ready_names())
def test_every_stage_owner_clock_and_criterion_is_in_it(name: str) -> None:
    made = document(ready_text(name))
    words = said(drawn(made))
    for station in stations_of(made):
        for text in (station.title, station.team, *station.clocks, *(one.says for one in station.exits)):
            assert all(word in words for word in text.split()), text


def test_ways_out_are_drawn_and_told_as_what_they_are() -> None:
    stations = {one.key: one for one in stations_of(document(ready_text("b2b_saas")))}
    assert [way.way for way in stations["suspect"].ways] == ["disqualify"]
    assert [(way.way, way.to) for way in stations["mql"].ways] == [("recycle", 1)]
    assert [(way.way, way.to) for way in stations["sal"].ways] == [
        ("move", 2), ("move", 2), ("recycle", 1), ("disqualify", None),
    ]  # fmt: skip
    made = picture(document(ready_text("b2b_saas")))
    for look in ("recycle", "move", "disqualify", "notify"):
        assert f'class="p-way p-{look}"' in made


def test_the_fast_path_and_new_inquiries_come_in_from_above() -> None:
    words = said(drawn(document(PROCESS.read_text())))
    assert "New inquiries" in words
    assert "Who asks to be called" in words


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 14, 21])
def test_any_number_of_stages_stays_on_the_page(count: int) -> None:
    plain = data_of(PROCESS.read_text())
    root = drawn(Document.model_validate(plain | {"stages": many(count)}))
    for element in texts(root):
        x, y, size = (float(element.attrib[name]) for name in ("x", "y", "font-size"))
        assert 0 <= y <= HEIGHT
        middle = element.attrib.get("text-anchor") == "middle"
        width = width_of(element.text or "", size, bold="p-bold" in element.attrib.get("class", ""))
        assert x - (width / 2 if middle else 0) >= 0
        assert x + (width / 2 if middle else width) <= WIDTH
    assert sum(element.attrib.get("class") == "p-box" for element in root.iter(f"{SVG}rect")) == count


def test_a_document_without_stages_has_a_picture_that_says_so() -> None:
    assert "no stages yet" in said(drawn(document(PROCESS.read_text(), stages=[])))


def test_it_has_a_title_and_a_description_for_those_who_hear_it() -> None:
    root = drawn(document(PROCESS.read_text()))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == ["picture-title", "picture-desc"]
    assert (root.find(f"{SVG}title") or root[0]).text == "Small"
    assert "3. MQL, team bdr. First touch: 4 business hours." in (root[1].text or "")


def test_it_needs_nothing_from_elsewhere_and_knows_light_and_dark() -> None:
    made = picture(document(PROCESS.read_text()))
    assert not re.search(r"(href|src)=|url\(|<script|@import|@font-face", made)
    assert "prefers-color-scheme: dark" in made
    assert "<style" not in picture(document(PROCESS.read_text()), alone=False)


def test_no_text_can_break_out() -> None:
    made = document(
        PROCESS.read_text().replace("title: Suspect", "title: '</text><script>alert(1)</script>&amp;'")
    )
    root = drawn(made)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in said(root)


@given(text=st.text(max_size=200), width=st.floats(40, 300), size=st.sampled_from([9.0, 11.5, 13.0]))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: float, size: float) -> None:
    lines = wrapped(text, width, size)
    assert all(width_of(line, size) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
