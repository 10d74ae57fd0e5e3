"""What one should know."""

from datetime import timedelta
from uuid import UUID

from django.test import Client

from handraiser import due
from handraiser.follow_up.models import Notice
from handraiser.lead.models import Lead
from tests.cast import MONDAY, Cast


def test_a_broken_promise_is_told_by_the_bell(cast: Cast, jana: UUID) -> None:
    owner = Lead.objects.get(id=jana).owner
    assert owner is not None
    due.tick(at=MONDAY + timedelta(hours=9))
    client = Client()
    client.force_login(owner)
    bell = client.get("/notices/bell").content.decode()
    assert "Jana Novak" in bell
    assert "unread" in bell
    assert f"/leads/{jana}" in client.get("/notices").content.decode()
    client.post("/notices/reading")
    assert not Notice.objects.filter(user=owner, read_at=None).exists()
    assert "unread" not in client.get("/notices/bell").content.decode()


def test_nobody_reads_the_notices_of_others(cast: Cast, jana: UUID, mallory: Client) -> None:
    due.tick(at=MONDAY + timedelta(hours=9))
    assert "Jana Novak" not in mallory.get("/notices").content.decode()
    mallory.post("/notices/reading")
    assert Notice.objects.filter(read_at=None).exists()


def test_no_notices_say_what_will_stand_there(anna: Client) -> None:
    assert "Nothing to tell" in anna.get("/notices").content.decode()
