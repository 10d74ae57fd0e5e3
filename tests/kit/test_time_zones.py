"""The names of the time zones."""

from zoneinfo import ZoneInfo

from handraiser.kit.time_zones import time_zones


def test_every_name_is_a_time_zone_that_can_be_used() -> None:
    assert {"Europe/Berlin", "America/New_York", "UTC"} <= time_zones()
    assert all(ZoneInfo(name).key == name for name in time_zones())
