"""A section as fields: unchanged they leave the text byte for byte, filled in they say just that."""

from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

import pytest
from pydantic import create_model

from handraiser.document import Document
from handraiser.process import Shape
from handraiser.process.check import check
from handraiser.process.editing import edit
from handraiser.process.editing.fields import fields
from handraiser.process.editing.filled import FieldUnclear, NoSuchAct, act, changes
from handraiser.process.editing.shown import Entries, Field, Group, Part
from handraiser.process.explanations import EXPLANATIONS
from handraiser.process.ready import ready_text
from handraiser.process.source import plain, read_source

SMALL = File(__file__).parents[2] / "small_process.yaml"
TEXTS = {
    "blank": ready_text("blank"),
    "b2b_saas": ready_text("b2b_saas"),
    "small": SMALL.read_text(encoding="utf-8"),
}
SECTIONS = tuple(Document.model_fields)


def data_of(text: str) -> Any:
    root = read_source(text).root
    assert root is not None
    return plain(root)


def section(text: str, name: str) -> Part:
    return fields(Document, data_of(text), name)


def all_fields(part: Part) -> Iterator[Field]:
    if isinstance(part, Field):
        yield part
    elif isinstance(part, Group):
        for inner in part.parts:
            yield from all_fields(inner)
    else:
        for entry in part.entries:
            yield from all_fields(entry)


def fill(text: str, name: str, said: dict[str, str]) -> str:
    return edit(text, changes(section(text, name), said))


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("text", sorted(TEXTS))
def test_an_unchanged_form_changes_nothing(text: str, name: str) -> None:
    part = section(TEXTS[text], name)
    # A browser sends line ends of its own.
    said = {field.address: field.shown.replace("\n", "\r\n") for field in all_fields(part)}
    for field in all_fields(part):
        if field.kind == "switch" and not field.shown:
            said[field.address] = field.usual or "false"
    assert changes(part, said) == []


@pytest.mark.parametrize("name", SECTIONS)
def test_every_key_of_every_section_has_its_field(name: str) -> None:
    part = section(TEXTS["b2b_saas"], name)
    for field in all_fields(part):
        assert field.told, field.address
    if isinstance(part, Group):
        model = Document.model_fields[name].annotation
        assert model is not None
        assert {inner.path[-1] for inner in part.parts} == set(getattr(model, "model_fields", {}))


def test_a_new_key_shows_up_by_itself() -> None:
    mood = create_model("Mood", __base__=Shape, colour=(str, ...), level=(int, 3))
    document = create_model("Document", __base__=Shape, mood=(mood, ...))
    part = fields(document, {"mood": {"colour": "green"}}, "mood")
    assert [(field.title, field.kind, field.shown, field.usual) for field in all_fields(part)] == [
        ("Colour", "long", "green", ""),
        ("Level", "number", "", "3"),
    ]


def test_filling_in_changes_only_what_was_filled_in() -> None:
    text = TEXTS["small"]
    changed = fill(text, "stages", {"/stages/1/definition": "Fits us.", "/stages/1/duration": "60 days"})
    assert changed == text.replace("definition: Fits.", "definition: Fits us.").replace(
        "90 days", "60 days", 1
    )


def test_an_emptied_field_takes_its_key_away_and_an_emptied_group_goes_whole() -> None:
    text = TEXTS["small"]
    assert "duration" not in data_of(fill(text, "stages", {"/stages/1/duration": ""}))["stages"][1]
    said = {"/stages/1/way_out/then": "", "/stages/1/way_out/reason": " "}
    assert "way_out" not in data_of(fill(text, "stages", said))["stages"][1]


def test_a_group_that_was_not_there_is_made() -> None:
    said = {"/stages/2/way_out/then": "recycle", "/stages/2/way_out/reason": "not_ready"}
    changed = fill(TEXTS["small"], "stages", said)
    assert data_of(changed)["stages"][2]["way_out"] == {"then": "recycle", "reason": "not_ready"}
    assert check(changed, document=Document, path="x").faults == ()


def test_lists_of_texts_keep_what_stays() -> None:
    text = TEXTS["b2b_saas"]
    part = section(text, "ideal_customer")
    traits = next(field for field in all_fields(part) if field.path[-1] == "traits")
    lines = traits.shown.split("\n")
    said = "\r\n".join([lines[0], "New: trait", *lines[2:], "Last"])
    changed = edit(text, changes(part, {traits.address: said}))
    assert data_of(changed)["ideal_customer"]["traits"] == [lines[0], "New: trait", *lines[2:], "Last"]
    kept = [line for line in text.split("\n") if lines[1] not in line]
    assert [
        line for line in changed.split("\n") if "New: trait" not in line and line.strip() != "- Last"
    ] == kept


def test_pairs_are_written_line_by_line() -> None:
    text = TEXTS["small"]
    changed = fill(text, "grade", {"/grade/thresholds": "A: 35\nB: 20\nD: 5"})
    assert data_of(changed)["grade"]["thresholds"] == {"A": 35, "B": 20, "D": 5}
    with pytest.raises(FieldUnclear):
        fill(text, "grade", {"/grade/thresholds": "A 35"})
    changed = fill(text, "enrich", {"/enrich/waterfall": "country: phone_region, country_from_domain"})
    assert data_of(changed)["enrich"] == {"waterfall": {"country": ["phone_region", "country_from_domain"]}}


def test_what_is_no_number_is_written_all_the_same_and_the_check_tells() -> None:
    changed = fill(TEXTS["small"], "grade", {"/grade/rules/0/points": "many"})
    assert [fault.path for fault in check(changed, document=Document, path="x").faults] == [
        "grade.rules[0].points"
    ]
    changed = fill(TEXTS["small"], "grade", {"/grade/rules/0/points": "-7.5"})
    assert data_of(changed)["grade"]["rules"][0]["points"] == -7.5


def test_a_word_for_a_whole_part_is_written_as_it_is() -> None:
    part = section(TEXTS["small"], "follow_up")
    starts = [field for field in all_fields(part) if field.path[-1] == "starts"]
    assert [field.shown for field in starts] == ["{stage: mql}", "offer"]
    changed = fill(TEXTS["small"], "follow_up", {starts[1].address: "{stage: sal}"})
    assert data_of(changed)["follow_up"]["clocks"][1]["starts"] == {"stage": "sal"}
    with pytest.raises(FieldUnclear):
        fill(TEXTS["small"], "follow_up", {starts[1].address: "{stage: "})


def test_a_switch_is_written_when_it_differs() -> None:
    assert (
        data_of(fill(TEXTS["small"], "stages", {"/stages/0/routed": "true"}))["stages"][0]["routed"] is True
    )
    assert fill(TEXTS["small"], "stages", {"/stages/0/routed": "false"}) == TEXTS["small"]


@pytest.mark.parametrize("name", ["blank", "small"])
def test_every_list_takes_a_new_entry_which_asks_what_must_be_said(name: str) -> None:
    text = TEXTS[name]
    for title in SECTIONS:
        part = section(text, title)
        for entries in lists(part):
            changed = edit(text, [act(part, "add", entries.address, "brand_new")])
            added = list(lists(section(changed, title)))
            again = next(one for one in added if one.path == entries.path)
            assert len(again.entries) == len(entries.entries) + 1


def lists(part: Part) -> Iterator[Entries]:
    if isinstance(part, Entries):
        yield part
        for entry in part.entries:
            yield from lists(entry)
    elif isinstance(part, Group):
        for inner in part.parts:
            yield from lists(inner)


def test_entries_move_and_go() -> None:
    text = TEXTS["small"]
    part = section(text, "stages")

    def keys(changed: str) -> list[str]:
        return [stage["key"] for stage in data_of(changed)["stages"]]

    assert keys(edit(text, [act(part, "up", "/stages/1")]))[:2] == ["prospect", "suspect"]
    assert keys(edit(text, [act(part, "down", "/stages/0")]))[:2] == ["prospect", "suspect"]
    assert "suspect" not in keys(edit(text, [act(part, "drop", "/stages/0")]))
    for verb, place in (
        ("up", "/stages/0"),
        ("down", "/stages/5"),
        ("drop", "/stages/9"),
        ("add", "/no/such"),
    ):
        with pytest.raises(NoSuchAct):
            act(part, verb, place)


def test_a_key_that_is_there_already_is_refused() -> None:
    part = section(TEXTS["small"], "lead")
    for key in ("", "webinar"):
        with pytest.raises(FieldUnclear):
            act(part, "add", "/lead/inquiry_kinds", key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "stages: 5\n",
        "stages: [1, {key: [x]}]\ngrade: nothing\n",
        "- a\n",
        "stages: {a: b}\nroute: {teams: []}\n",
    ],
)
def test_any_text_has_fields(text: str) -> None:
    root = read_source(text).root
    data = plain(root) if root is not None else None
    for name in SECTIONS:
        assert list(all_fields(fields(Document, data, name))) is not None


def test_every_type_is_explained() -> None:
    assert EXPLANATIONS["Document"].keys() >= set(SECTIONS)
