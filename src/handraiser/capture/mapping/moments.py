"""Moments as people and programs write them: dozens of formats, one reading each."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from handraiser.capture.mapping.document import DateOrder
from handraiser.capture.mapping.month_names import MONTHS, WEEKDAYS
from handraiser.capture.mapping.words import is_nothing

_EARLIEST, _LATEST = 1970, 2099
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001

_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_TIME = rf"(?:[T ,]+(?:at |um |à |alle )?{_CLOCK}(?: ?Uhr)?(?: ?(?P<half>[ap])\.?m\.?)?)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT)? ?(?P<offset>[+-]\d{1,2}:?(?:\d{2})?)?| ?(?P<zone>Z|[A-Z]{2,5}))(?: ?\([^)]*\))?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_NAME = r"(?P<name>[^\W\d_]{3,12})"
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[-/.\\ 年](?P<month>\d{{1,2}})[-/.\\ 月](?P<day>\d{{1,2}})日?{_TIME}{_ZONE}", re.I
)
_NUMERIC = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/. ])(?P<second_>\d{{1,2}})[-/. ]{_YEAR}{_TIME}{_ZONE}", re.I
)
_DAY_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[.\s-]*(?:de |of |di )?{_NAME}[.,\s-]*(?:de |del )?{_YEAR}{_TIME}{_ZONE}",
    re.I,
)
_MONTH_NAMED = re.compile(
    rf"{_NAME}[.,\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[,\s-]+(?P<year>\d{{4}}){_TIME}{_ZONE}", re.I
)
# `Tue Mar 05 10:00:00 CET 2024`, as the date command and Java write it.
_YEAR_LAST = re.compile(rf"{_NAME} +(?P<day>\d{{1,2}}) {_CLOCK} (?P<zone>[A-Z]{{2,5}})? ?(?P<year>\d{{4}})")
_WEEKDAY = re.compile(rf"^(?:{'|'.join(WEEKDAYS)})[a-zà-ÿ]*\.?,? +", re.I)
_DOUBLE_ZONE = re.compile(r"Z(?=[+-]\d)")

_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10,
    "IST": 5.5, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip


class MomentUnreadable(ValueError):
    """The text is no moment; the message says why, for the row's list of reasons."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is aware, in UTC. `against_order`: it can only be read the other way round than the rest of the file."""

    at: datetime
    day_only: bool = False
    against_order: bool = False


def read_moment(text: str, *, order: DateOrder = "dmy", zone: tzinfo = UTC) -> Moment | None:
    """The moment, or None for a blank. A day without a time is its beginning in `zone`.

    Raises `MomentUnreadable`. `order` decides only what could be read both ways, such as 03/04/2024.
    """
    text = text.strip()
    if is_nothing(text) or text.startswith("0000-00-00"):
        return None
    moment = None if order == "ydm" else _iso(text, zone)
    moment = moment or _number(text, zone)
    if moment is None:
        written = " ".join(_DOUBLE_ZONE.sub("", text).split())
        moment = _written(written, order, zone) or _written(_WEEKDAY.sub("", written), order, zone)
    if moment is None:
        raise MomentUnreadable(f"“{text[:40]}” is not a date that can be read.")
    if not _EARLIEST <= moment.at.year <= _LATEST:
        raise MomentUnreadable(f"“{text[:40]}” lies outside the years {_EARLIEST} to {_LATEST}.")
    return moment


def _written(text: str, order: DateOrder, zone: tzinfo) -> Moment | None:
    return _year_first(text, order, zone) or _numeric(text, order, zone) or _named(text, zone)


def _iso(text: str, zone: tzinfo) -> Moment | None:
    if len(text) < 10 or text[4] != "-":
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _moment(at, zone, day_only=len(text) == 10)


def _number(text: str, zone: tzinfo) -> Moment | None:
    """Seconds or milliseconds since 1970, Excel's days since 1900, or 20240315."""
    whole, _, fraction = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (fraction and not fraction.isdigit()):
        return None
    if len(whole) in (10, 13, 16):
        seconds = float(text) / 10 ** (len(whole) - 10)
        return Moment(datetime.fromtimestamp(seconds, UTC))
    if len(whole) == 5 and 20_000 <= int(whole) <= 80_000:
        at = _EXCEL_EPOCH + timedelta(seconds=round(float(text) * 86_400))
        return _moment(at, zone, day_only=not fraction)
    if not fraction and len(whole) in (8, 14):
        try:
            at = datetime.strptime(whole, "%Y%m%d" if len(whole) == 8 else "%Y%m%d%H%M%S")  # noqa: DTZ007
        except ValueError:
            return None
        return _moment(at, zone, day_only=len(whole) == 8)
    return None


def _year_first(text: str, order: DateOrder, zone: tzinfo) -> Moment | None:
    found = _YEAR_FIRST.fullmatch(text)
    if not found:
        return None
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    if order == "ydm":
        month, day = day, month
    if month > 12 and day <= 12:
        turned = _built(found, year, day, month, zone)
        return turned and Moment(turned.at, turned.day_only, against_order=True)
    return _built(found, year, month, day, zone)


def _numeric(text: str, order: DateOrder, zone: tzinfo) -> Moment | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found["first"]), int(found["second_"]), _full_year(found["year"])
    # Points stand in dates of the continent, where the day comes first.
    day_first = order != "mdy" or found["mark"] == "."
    day, month = (first, second) if day_first else (second, first)
    if month > 12 and day <= 12:
        turned = _built(found, year, day, month, zone)
        return turned and Moment(turned.at, turned.day_only, against_order=True)
    return _built(found, year, month, day, zone)


def _named(text: str, zone: tzinfo) -> Moment | None:
    for pattern in (_DAY_NAMED, _MONTH_NAMED, _YEAR_LAST):
        found = pattern.fullmatch(text)
        month = MONTHS.get(found["name"].casefold()) if found else None
        if found and month:
            return _built(found, _full_year(found["year"]), month, int(found["day"]), zone)
    return None


def _built(found: re.Match[str], year: int, month: int, day: int, zone: tzinfo) -> Moment | None:
    parts = found.groupdict()
    hour = int(parts["hour"] or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    fraction = int((parts.get("fraction") or "0")[:6].ljust(6, "0"))
    try:
        at = datetime(year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), fraction)  # noqa: DTZ001
        if parts.get("offset"):
            at = at.replace(tzinfo=_offset(parts["offset"]))
        elif parts.get("zone"):
            at = at.replace(tzinfo=timezone(timedelta(hours=_ZONES[parts["zone"].upper()])))
    except (ValueError, KeyError):
        return None
    return _moment(at, zone, day_only=parts["hour"] is None)


def _moment(at: datetime, zone: tzinfo, *, day_only: bool) -> Moment:
    aware = at if at.tzinfo else at.replace(tzinfo=zone)
    try:
        return Moment(aware.astimezone(UTC), day_only=day_only and at.tzinfo is None)
    except OverflowError as error:
        raise MomentUnreadable("The year is out of range.") from error


def _offset(text: str) -> tzinfo:
    digits = text[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-shift if text[0] == "-" else shift)


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


def zone_of(name: str) -> tzinfo:
    """The time zone of that name."""
    return UTC if name == "UTC" else ZoneInfo(name)
