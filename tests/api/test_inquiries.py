import orjson
import pytest

from handraiser.capture.models import Inquiry
from handraiser.lead.models import Lead, Person
from tests.api.conftest import Caller, problem, told

ANNA = {"email": "lena.hoffmann@kestrel-analytics.com", "full_name": "Lena Hoffmann"}


def test_one_inquiry_is_answered_with_person_lead_stage_owner_and_due_time(dev: Caller) -> None:
    response = dev.post("/inquiries", {**ANNA, "inquiry_kind": "contact_us", "country": "Germany"})
    answer = told(response)
    assert response.status_code == 201, answer
    assert answer["result"] == "new"
    assert answer["stage"] == "mql"
    assert answer["owner"]["name"] in {"Anna Weber", "Ben Okafor"}
    assert answer["due_at"] > "2026"
    lead = Lead.objects.get()
    assert (answer["lead"], answer["person"]) == (str(lead.id), str(lead.person_id))
    assert answer["inquiry"] == str(Inquiry.objects.get().id)
    assert dev.get(answer["explanation"].removeprefix("/api/v1")).status_code == 200
