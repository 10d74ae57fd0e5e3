"""A usual panel is put in only where there is none, and checks."""

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.digests import parts_of
from handraiser.process.review.panel import panel_of
from handraiser.process.review.usual import USUAL, may_be_added, with_usual_panel
from tests.cast import PROCESS
from tests.process.review.conftest import TEXT

SMALL = PROCESS.read_text(encoding="utf-8")


def test_the_usual_panel_signs_every_section_that_decides() -> None:
    text = with_usual_panel(SMALL, {"Marketing": ["dev.patel@northwind-robotics.com"]})
    assert check(text, document=Document, path="x").faults == ()
    seats = panel_of(parts_of(text, Document))
    assert [seat.function for seat in seats] == list(USUAL)
    assert {section for seat in seats for section in seat.signs} == set(Document.model_fields) - {"discovery"}
    assert [sorted(seat.people) for seat in seats] == [["dev.patel@northwind-robotics.com"], [], []]


def test_it_changes_nothing_that_stands_there() -> None:
    assert with_usual_panel(SMALL, {}).startswith(SMALL.rstrip())
    assert may_be_added(parts_of(SMALL, Document))
    assert not may_be_added(parts_of(TEXT, Document))
    assert not may_be_added(parts_of("stages: [", Document))
