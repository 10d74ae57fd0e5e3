"""The numbers of a version's life: 0.5 draft, 0.75 reviewed, 1.0 live; then 1.5, 1.75, 2.0."""

from handraiser.process.models import Version

Number = tuple[int, int]
DRAFT, REVIEWED = 5, 75


def draft_number() -> str:
    """Half-way from the highest published version to the next whole one."""
    return f"{_highest()[0]}.{DRAFT}"


def reviewed_number(draft: str) -> str:
    """What a draft is called once the panel has signed it."""
    return f"{_parts(draft)[0]}.{REVIEWED}"


def next_number(before: str | None = None) -> str:
    """What the next live version is called: a whole number for one that went the whole way, `before` being the
    number it had; else one more behind the point."""
    major, minor = _highest()
    if before is not None:
        return f"{max(major, _parts(before)[0]) + 1}.0"
    return f"{major}.{minor + 1}" if (major, minor) != (0, 0) else "1.0"


def _highest() -> Number:
    numbers = Version.objects.filter(published_at__isnull=False).values_list("number", flat=True)
    return max((_parts(number) for number in numbers), default=(0, 0))


def _parts(number: str) -> Number:
    major, minor = number.split(".")
    return int(major), int(minor)
