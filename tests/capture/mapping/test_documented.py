"""The page on lists names every field and every key of a mapping."""

import re
from pathlib import Path

import pytest

from handraiser.capture.mapping import TARGETS, Mapping, read_mapping

PAGE = (Path(__file__).parents[3] / "docs/imports.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*TARGETS, *Mapping.model_fields])
def test_every_field_and_key_is_on_the_page(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE)


def test_the_mapping_on_the_page_is_one() -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert read_mapping(example).dates_of == {"Ende": "mdy"}
