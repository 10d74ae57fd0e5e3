"""Each night a sample of decisions is made again, and operations hears of it where one differs."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from handraiser.follow_up.notices import notify
from handraiser.replay import sample
from handraiser.replay.models import Run
from handraiser.replay.operations import keep
from handraiser.replay.replay import replay_events
from handraiser.staff.models import Role
from handraiser.staff.queries import snapshot

# Of the last day, and of all time.
SIZE = 2_000
HOUR = 3
NIGHTLY = "sample of the night"


def nightly(*, at: datetime) -> int:
    """Replay the sample of this night, if it is time and nobody has. Returns how many decisions differ.

    Called every few minutes; it does something once a night, after three in the morning (UTC).
    """
    night = at.astimezone(UTC).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if at < night or Run.objects.filter(scope=NIGHTLY, started_at__gte=night).exists():
        return 0
    return replay_sample(by=None, scope=NIGHTLY, at=at).different


def sampled(*, at: datetime, size: int) -> list[UUID]:
    """So many decisions of the last day and as many of all time; other ones each day."""
    seed = at.astimezone(UTC).toordinal()
    recent = sample.since(at - timedelta(days=1), size, seed=seed)
    return sorted({*recent, *sample.of_all_time(size, seed=seed)})


def replay_sample(*, by: int | None, scope: str = "sample", at: datetime, size: int = SIZE) -> Run:
    """Make a sample of decisions again, keep what came of it, and tell operations where one differs."""
    report = replay_events(sampled(at=at, size=size))
    run = keep(report=report, scope=scope, by=by, at=at)
    if run.different:
        _tell(run, at)
    return run


def _tell(run: Run, at: datetime) -> None:
    many = "One decision does" if run.different == 1 else f"{run.different:,} decisions do"
    text = f"Replay: {many} not come out as recorded. See what differs, and why."
    staff = [member for member in snapshot().members if member.active]
    operations = [member.id for member in staff if member.role == Role.OPERATIONS]
    told = operations or [member.id for member in staff if member.role == Role.ADMINISTRATOR]
    notify(user_ids=told, kind="replay", text=text, at=at)
