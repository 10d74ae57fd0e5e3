"""Read what replays found."""

from handraiser.replay.models import Run


def newest(limit: int = 20) -> list[Run]:
    """The last runs, the newest first; without their differences."""
    return list(Run.objects.order_by("-started_at", "-id").defer("differences")[:limit])


def latest() -> Run | None:
    """The last run with everything that it found."""
    return Run.objects.order_by("-started_at", "-id").first()
