"""Lengths of time as people write them in a cell, as the document writes them."""

import re

WORDS = {
    "minute": ("m", "min", "mins", "minute", "minutes", "minuten"),
    "hour": ("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"),
    "day": ("d", "day", "days", "tag", "tage", "tagen", "workday", "workdays", "werktag", "werktage", "werktagen",
            "arbeitstag", "arbeitstage", "arbeitstagen"),
    "week": ("w", "wk", "wks", "week", "weeks", "woche", "wochen"),
    "month": ("mo", "mos", "month", "months", "monat", "monate", "monaten"),
    "quarter": ("quarter", "quarters", "quartal", "quartale"),
    "year": ("y", "yr", "yrs", "year", "years", "jahr", "jahre", "jahren"),
}  # fmt: skip
UNIT = {word: unit for unit, words in WORDS.items() for word in words}
IN_DAYS = {"month": 30, "quarter": 90, "year": 365}
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a": 1, "an": 1, "ein": 1, "eine": 1,
           "zwei": 2, "drei": 3, "vier": 4, "sechs": 6}  # fmt: skip
BUSINESS = re.compile(r"business|working|work\s?days?|werktag|arbeitstag|arbeits", re.I)
WRITTEN = re.compile(
    r"^(?:max(?:imum|imal)?\.?|at most|up to|within|in|innerhalb von|höchstens|bis zu|<=?|≤)?\s*"
    r"(?P<number>[0-9]{1,5}|[a-z]{1,5})[\s-]*(?:business|working|calendar|arbeits)?[\s-]*(?P<unit>[a-zäöü]+)\.?$",
    re.I,
)

AMOUNT = re.compile(r"(?<![\w.,])[0-9]{1,5}[\s-]*(?:(?:business|working|calendar)[\s-]+)?[a-zäöü]+", re.I)
RANGE = re.compile(r"[0-9]\s*(?:-|–|to|bis|or|oder)\s*[0-9]", re.I)


def duration_in(text: str) -> str | None:
    """`4 business hours` for "4 working hours", `90 days` for "max. 3 months"; None if it is no one length."""
    found = WRITTEN.match(" ".join(text.split()))
    if found is None:
        return None
    number = int(found["number"]) if found["number"].isdigit() else NUMBERS.get(found["number"].lower(), 0)
    unit = UNIT.get(found["unit"].lower())
    if not number or unit is None:
        return None
    if unit in IN_DAYS:
        number, unit = number * IN_DAYS[unit], "day"
    business = bool(BUSINESS.search(text))
    if business and unit == "week":
        number, unit = number * 5, "day"
    return f"{number} {'business ' if business else ''}{unit}{'' if number == 1 else 's'}"


def only_duration(text: str) -> str | None:
    """The one length of time that a sentence names; None where it names none, several, or a range."""
    text = " ".join(text.split())
    if RANGE.search(text):
        return None
    lengths = [length for found in AMOUNT.finditer(text) if (length := duration_in(found[0])) is not None]
    return lengths[0] if len(lengths) == 1 else None


def with_unit(text: str, heading: str) -> str:
    """A bare number with the unit that its heading names: `30 days` below "Max days"."""
    if not re.fullmatch(r"\s*[0-9]{1,5}\s*", text):
        return text
    units = [word for word in re.findall(r"[a-zäöü]{3,}", heading.lower()) if word in UNIT]
    business = "business " if BUSINESS.search(heading) else ""
    return f"{text.strip()} {business}{units[-1]}" if units else text
