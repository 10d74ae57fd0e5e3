"""The demo's document names people of the demo, and each of them works there."""

import pytest

from handraiser.demo.crew import ACCOUNTS
from handraiser.demo.panel import FunctionMissing, with_people
from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.ready import ready_text


def test_every_function_of_the_demo_has_somebody_who_works_there() -> None:
    document = check(with_people(ready_text("b2b_saas")), document=Document, path="demo").document
    assert document is not None
    staff = {account.email for account in ACCOUNTS}
    for stakeholder in document.stakeholders:
        assert stakeholder.people, stakeholder.function
        assert set(stakeholder.people) <= staff


def test_a_document_without_the_functions_is_refused() -> None:
    with pytest.raises(FunctionMissing):
        with_people(ready_text("blank"))
