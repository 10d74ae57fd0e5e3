"""The panel is what the document says it is."""

import pytest

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.digests import parts_of
from handraiser.process.ready import ready_text
from handraiser.process.review.panel import panel_of, signers
from tests.process.review.conftest import TEXT


def test_a_section_that_does_not_exist_cannot_be_signed() -> None:
    wrong = TEXT.replace("signs: [grade, score]", "signs: [grade, scroe]")
    [fault] = check(wrong, document=Document, path="x").faults
    assert fault.path == "stakeholders[0].signs[1]"
    assert "scroe" in fault.wrong
    assert "score" in fault.meant


def test_people_are_known_in_any_case_and_by_function() -> None:
    seats = panel_of(parts_of(TEXT, Document))
    assert [seat.function for seat in signers(seats, "score")] == ["Marketing", "Sales"]
    assert seats[0].is_of("dev.patel@Northwind-Robotics.com")
    assert not seats[1].is_of("dev.patel@northwind-robotics.com")


def test_a_function_that_is_named_twice_has_one_seat() -> None:
    twice = (
        TEXT
        + "  - {function: Sales, part: More., people: [ben.okafor@northwind-robotics.com], signs: [route]}\n"
    )
    sales = panel_of(parts_of(twice, Document))[1]
    assert len(sales.people) == 3
    assert sales.signs == ("stages", "score", "route")


@pytest.mark.parametrize("name", ["b2b_saas"])
def test_in_the_ready_document_somebody_signs_every_section_that_decides(name: str) -> None:
    parts = parts_of(ready_text(name), Document)
    signed = {section for seat in panel_of(parts) for section in seat.signs}
    assert set(parts) - signed == {"discovery"}
