"""The small parts that stand in every row, in Python: a template for each would cost a page its speed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from handraiser.follow_up.worklist import MOST_COUNTED
from handraiser.qualify.queries import Item
from handraiser.staff.hours import read_hours, write_hours
from handraiser.web import icons, spans
from handraiser.web.lead.names import called
from handraiser.web.leads.wording import Cell

register = template.Library()

GRADES = frozenset("ABCDF")
AVATARS = 5
# A key this short is an abbreviation that everybody says, such as MQL.
SHORT = 4


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A decorative drawing; what it means stands beside it or in the label of its button."""
    classes = f"icon {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, icons.reference(name)
    )


@register.simple_tag(takes_context=True)
def stage(context: dict[str, Any], key: str, *, short: bool = False) -> SafeString:
    """A stage by its title, with the colour of its place in the process; in lists `short`, as people say it."""
    title, place = context.get("stages", {}).get(key, (key, 1))
    said = key.upper() if short and len(key) <= SHORT else title
    return format_html('<span class="stage is-{}" title="{}">{}</span>', min(place, 6), title, said)


@register.simple_tag
def grade(letter: str | None) -> SafeString:
    """A grade in its chip."""
    if not letter:
        return mark_safe('<span class="grade is-d" title="Not graded yet">–</span>')
    look = letter[0].lower() if letter[0] in GRADES else "c"
    return format_html('<span class="grade is-{}" title="Grade {}">{}</span>', look, letter, letter)


@register.simple_tag
def clock(
    due: datetime | None, *, warn: datetime | None = None, says: str = "", state: str = "running"
) -> SafeString:
    """A promise and how long it still has. Counts down by itself while it runs."""
    if due is None:
        return SafeString("")
    drawing = icon("timer")
    if state != "running":
        return format_html('<span class="clock is-{}">{}<b>{}</b></span>', state, drawing, state)
    now = timezone.now()
    look = "breached" if due < now else "warned" if warn is not None and warn <= now else "running"
    told = (
        f"{says}: due {timezone.localtime(due):%a %d %b %Y, %H:%M %Z}"
        if says
        else f"Due {timezone.localtime(due):%a %d %b, %H:%M}"
    )
    return format_html(
        '<span class="clock is-{}" data-due="{}" data-warn="{}" title="{}">{}<b>{}</b></span>',
        look, due.isoformat(), warn.isoformat() if warn else "", told, drawing, spans.left(due, now),
    )  # fmt: skip


@register.filter
def moment(value: datetime | None) -> SafeString:
    """A moment in the reader's zone, short; the whole of it on pointing."""
    if value is None:
        return mark_safe('<span class="faint">–</span>')
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        f"{local:%A, %d %B %Y, %H:%M %Z}",
        spans.day_and_time(local, timezone.localtime()),
    )


@register.filter
def how_long(seconds: float | None) -> str:
    """Seconds in words."""
    return spans.length(seconds)


@register.filter
def number(value: float | int | None) -> str:
    """A number with thin spaces between thousands, without needless decimals."""
    if value is None:
        return "–"
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{int(value):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


@register.filter
def percent(value: float | None) -> str:
    """A share between 0 and 1 as per cent with one decimal, as people quote it."""
    return "–" if value is None else f"{value * 100:.1f} %"


@register.filter
def points(value: float) -> str:
    """Points with their sign: +15, −20, 0."""
    size = f"{abs(value):g}" if abs(value) >= 10 or float(value).is_integer() else f"{abs(value):.1f}"
    return f"+{size}" if value > 0 else f"−{size}" if value < 0 else size


@register.simple_tag
def avatar(name: str, extra: str = "") -> SafeString:
    """Initials on a colour that a name always has."""
    words = [word for word in name.split() if word[:1].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)) or "?"
    place = sum(name.encode()) % AVATARS + 1
    return format_html(
        '<span class="avatar is-{} {}" aria-hidden="true">{}</span>', place, extra, initials.upper()
    )


@register.simple_tag
def bar(share: float, look: str = "", label: str = "") -> SafeString:
    """A horizontal bar, filled by a share between 0 and 1. Drawn, since inline styles are not allowed."""
    width = round(min(1.0, max(0.0, share)) * 100, 2)
    naming = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="bar" preserveAspectRatio="none" viewBox="0 0 100 8"{}>'
        '<rect class="{}" width="{}" height="8"/></svg>',
        naming, f"is-{look}" if look else "", width,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """This page's address with some of its parameters changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path


@register.filter
def there(zone: str) -> str:
    """What time it is in a zone, so that nobody is called at night."""
    try:
        now = timezone.now().astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return zone
    return f"{now:%H:%M} there"


register.filter("called", called)


@register.filter
def answer_title(item: Item) -> str:
    """The answer that counts now, in the words of its question."""
    given = item.evidence.answer if item.evidence else ""
    return next((answer.title for answer in item.question.answers if answer.value == given), given)


@register.filter
def word_of(titles: Mapping[Any, str], key: Any) -> str:
    """A key by a mapping of titles, else as it is."""
    return "–" if key is None else titles.get(key, str(key))


@register.filter
def at_most(count: int) -> str:
    """A count that was not carried on for ever."""
    return f"{MOST_COUNTED}+" if count >= MOST_COUNTED else str(count)


@register.filter
def percent2(value: float | None) -> str:
    """A share as per cent with two decimals, where small differences count."""
    return "–" if value is None else f"{value * 100:.2f} %"


@register.simple_tag
def bar_of(part: float, whole: float) -> SafeString:
    """A bar for a part of a whole."""
    return bar(part / whole if whole else 0)


@register.filter
def readable(key: object) -> str:
    """A key of the document as words."""
    return str(key).replace("_", " ")


@register.filter
def hours_words(value: object) -> str:
    """Stored hours as people write them."""
    return write_hours(read_hours(value)) if value else "no hours of its own"


@register.filter
def short_stage(title: str, key: str) -> str:
    """A stage as people say it."""
    return key.upper() if len(key) <= SHORT else title


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to go through them in a template."""
    return text.split()


@register.simple_tag(takes_context=True)
def list_cell(context: dict[str, Any], cell: Cell) -> SafeString:
    """One value of a list in its table cell."""
    draw = CELLS.get(cell.kind)
    if draw is None:
        return format_html('<td class="is-text" title="{}">{}</td>', cell.value, cell.value)
    return draw(context, cell.value)


CELLS: dict[str, Callable[[dict[str, Any], Any], SafeString]] = {
    "nothing": lambda context, value: mark_safe('<td class="faint">–</td>'),
    "stage": lambda context, value: format_html("<td>{}</td>", stage(context, value, short=True)),
    "grade": lambda context, value: format_html("<td>{}</td>", grade(value)),
    "number": lambda context, value: format_html('<td class="number">{}</td>', number(value)),
    "integer": lambda context, value: format_html('<td class="number">{}</td>', number(value)),
    "moment": lambda context, value: format_html('<td class="no-wrap">{}</td>', moment(value)),
    "boolean": lambda context, value: format_html("<td>{}</td>", "yes" if value else "no"),
    "list": lambda context, value: format_html(
        "<td>{}</td>", format_html_join(" ", '<span class="badge">{}</span>', ((item,) for item in value))
    ),
    "owner": lambda context, value: format_html(
        '<td class="no-wrap"><span class="person">{}{}</span></td>', avatar(value), value
    ),
}
