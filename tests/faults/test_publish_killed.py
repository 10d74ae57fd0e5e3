"""A publication is killed in the middle, and two people publish at the same instant: all of one, or nothing."""

import contextlib
from datetime import timedelta
from pathlib import Path

import pytest

from handraiser import flow
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.process.in_flight import Plan
from handraiser.process.models import State, Version
from tests.acts.test_publishing import LATER, RENAMED, TEXT, draft
from tests.cast import hand_raiser, hire, take_in
from tests.faults.at_once import at_once
from tests.faults.instance import Instance
from tests.waiting import PATIENCE, wait_until

LIVE = "SELECT count(*) FROM process_version WHERE state = 'live' AND id = %s"
WAITS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid() AND query LIKE '%%WITH chosen%%'"
)
LEADS = (
    "SELECT count(*) FROM lead_lead l JOIN lead_person p ON p.id = l.person_id "
    "WHERE p.email LIKE '%%@flight.com' AND l.stage = %s"
)


@pytest.mark.slow
def test_a_publication_that_is_killed_leaves_everything_as_it_was(instance: Instance, tmp_path: Path) -> None:
    rows = "\n".join(f"p{number}@flight.com,Person {number},DE,contact_us" for number in range(300))
    (tmp_path / "leads.csv").write_text(f"Email,Full Name,Country,Inquiry kind\n{rows}\n")
    (tmp_path / "renamed.yaml").write_text(RENAMED)
    imported = instance.start("import", str(tmp_path / "leads.csv"))
    assert imported.wait(PATIENCE) == 0
    with instance.connect() as look:
        found = look.execute("SELECT id FROM process_version WHERE state = 'live'").fetchone()
    assert found is not None
    before = found[0]
    publish = ("process", "publish", str(tmp_path / "renamed.yaml"), "--in-flight", "move", "--yes")
    with instance.connect() as gate, gate.transaction():
        # The leads are moved and the version is live in its transaction; the list of those to settle has to wait.
        gate.execute("LOCK TABLE process_settling IN SHARE ROW EXCLUSIVE MODE")
        process = instance.start(*publish)
        wait_until(lambda: instance.count(WAITS) > 0, "the publication is in the middle")
        process.kill()
        process.wait(PATIENCE)
    wait_until(lambda: instance.count(WAITS) == 0, "its transaction is gone")
    assert instance.count(LIVE, before) == 1
    assert (instance.count(LEADS, "mql"), instance.count(LEADS, "warm")) == (300, 0)
    assert instance.count("SELECT count(*) FROM process_settling") == 0

    assert instance.start(*publish).wait(PATIENCE) == 0
    assert (instance.count(LEADS, "mql"), instance.count(LEADS, "warm")) == (0, 300)
    back = ("process", "roll-back", "1.0", "--note", "As it was", "--yes")
    assert instance.start(*back).wait(PATIENCE) == 0
    assert (instance.count(LEADS, "mql"), instance.count(LEADS, "warm")) == (300, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_the_same_instant_one_is_refused() -> None:
    cast = hire()
    take_in(hand_raiser())
    versions = [draft(RENAMED), draft(TEXT + "\n# Another.\n")]

    def publish(version: Version) -> str:
        moves = {"mql": "warm"} if "key: warm" in version.text else {"mql": "mql"}
        with contextlib.suppress(Refusal):
            flow.publish(
                version_id=version.id,
                plan=Plan(moves=moves, over=timedelta(0)),
                instead_of=cast.version.id,
                by=cast.erin.id,
                at=LATER,
            )
            return "published"
        return "refused"

    assert sorted(at_once(*(lambda one=one: publish(one) for one in versions))) == ["published", "refused"]
    live = Version.objects.get(state=State.LIVE)
    assert Lead.objects.get().version_id == live.id
