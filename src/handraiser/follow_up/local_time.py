"""From the clock on the wall to the one time line, also where a zone turns its clocks.

Moments are whole microseconds since 1970 in UTC: comparing and adding them is exact and fast.
"""

from datetime import UTC, datetime, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 of an aware datetime."""
    return (moment - EPOCH) // MICROSECOND


def to_moment(microseconds: int) -> datetime:
    """The UTC datetime of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=microseconds)


def from_wall(wall: datetime, zone: tzinfo) -> int:
    """The moment at which a clock in `zone` first shows `wall` (naive) or, where it skips it, jumps over it.

    So the result never falls when `wall` rises, and spans that are apart on the wall are apart in time.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return to_microseconds(moment)
    # Skipped. The jump lies between the readings of the wall with the offset after and with the one before.
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _turn(second, moment, zone)


def to_wall(microseconds: int, zone: tzinfo) -> datetime:
    """What a clock in `zone` shows (naive). In the second pass of a repeated hour it stands still.

    So the result never falls when the moment rises.
    """
    local = to_moment(microseconds).astimezone(zone)
    if not local.fold:
        return local.replace(tzinfo=None)
    before = local.replace(fold=0).astimezone(UTC)
    turn = to_moment(_turn(before, local.astimezone(UTC), zone))
    return (turn - MICROSECOND).astimezone(zone).replace(tzinfo=None) + MICROSECOND


def _turn(low: datetime, high: datetime, zone: tzinfo) -> int:
    """The moment after `low` and not after `high` from which the offset of `high` holds."""
    after = high.astimezone(zone).utcoffset()
    first, last = to_microseconds(low), to_microseconds(high)
    while last - first > 1:
        middle = (first + last) // 2
        if to_moment(middle).astimezone(zone).utcoffset() == after:
            last = middle
        else:
            first = middle
    return last
