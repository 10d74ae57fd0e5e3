"""What a person asked of the list: words, filters, columns, order and page, as they stand in the address."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict

from handraiser.lead.catalogue import CATALOGUE, COLUMNS

SHOWN_FIRST = ("company_name", "stage", "grade", "score", "owner", "source", "opened_at")
SHOWABLE = tuple(column for column in CATALOGUE if column.name not in ("answers", "full_name"))
SORTABLE = (
    "opened_at", "score", "grade_points", "stage_entered_at", "last_behaviour_at", "last_touch_at",
    "employees", "amount", "company_name", "last_name",
)  # fmt: skip
PAGE_SIZES = (50, 100, 200)

# The addresses that numbers elsewhere link to speak these words; each is a filter shown as a chip.
WORDS = (
    "stage", "reached", "grade", "source", "owner", "team", "state", "won", "clock", "flag",
    "opened_from", "opened_to", "arm", "import",
)  # fmt: skip

Direction = Literal["asc", "desc"]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of the page before: its value in the sorted column, and its id."""

    value: str | None
    lead_id: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One view of the leads. Everything is text as it came; `selection` makes SQL of it."""

    words: dict[str, str]
    search: str = ""
    condition: str = ""
    columns: tuple[str, ...] = SHOWN_FIRST
    sort: str = "opened_at"
    direction: Direction = "desc"
    size: int = PAGE_SIZES[0]
    after: Cursor | None = None

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """The picture of an address. What makes no sense there is passed over, never an error."""
        sort = query.get("sort", "")
        sort, direction = (sort[1:], "desc") if sort.startswith("-") else (sort, "asc")
        if sort not in SORTABLE:
            sort, direction = "opened_at", "desc"
        # The address says `columns=a,b`; the ticks of the column menu say `column=a&column=b`.
        ticked = [*query.getlist("column"), *query.get("columns", "").split(",")]
        columns = tuple(name for name in ticked if name in COLUMNS)
        size = query.get("size", "")
        last = query.get("last", "")
        return cls(
            words={word: said for word in WORDS if (said := query.get(word, "").strip())},
            search=query.get("q", "").strip()[:200].replace("\x00", ""),
            condition=query.get("where", "").strip(),
            columns=tuple(dict.fromkeys(columns)) or SHOWN_FIRST,
            sort=sort,
            direction="desc" if direction == "desc" else "asc",
            size=int(size) if size.isdecimal() and int(size) in PAGE_SIZES else PAGE_SIZES[0],
            after=Cursor(query.get("value"), last) if last else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order is chosen."""
        return bool(self.words or self.search or self.condition)

    def address(self, **changes: object) -> str:
        """The query text of this picture with some of its fields changed; from the first page, unless said."""
        fields: dict[str, Any] = {"after": None, **changes}
        return urlencode(replace(self, **fields).pairs())

    def without(self, word: str) -> str:
        """The query text of this picture without one of its words."""
        return self.address(words={name: value for name, value in self.words.items() if name != word})

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address; what is as always is left out."""
        pairs = list(self.words.items())
        if self.search:
            pairs.append(("q", self.search))
        if self.condition:
            pairs.append(("where", self.condition))
        if self.columns != SHOWN_FIRST:
            pairs.append(("columns", ",".join(self.columns)))
        if (self.sort, self.direction) != ("opened_at", "desc"):
            pairs.append(("sort", ("-" if self.direction == "desc" else "") + self.sort))
        if self.size != PAGE_SIZES[0]:
            pairs.append(("size", str(self.size)))
        if self.after is not None:
            pairs.append(("last", self.after.lead_id))
            if self.after.value is not None:
                pairs.append(("value", self.after.value))
        return pairs


def day_start(text: str, zone: ZoneInfo, *, plus_days: int = 0) -> datetime | None:
    """Midnight of a day written as 2026-11-22 in that zone; None if it is not a day."""
    try:
        day = date.fromisoformat(text) + timedelta(days=plus_days)
        return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
