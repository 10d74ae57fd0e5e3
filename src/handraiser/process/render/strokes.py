"""The strokes of the picture: a line of text, a mark, a tip of an arrow; and the measures of a page and a box."""

from dataclasses import dataclass
from html import escape

from handraiser.process.render.stations import Station

WIDTH, HEIGHT, EDGE = 1123.0, 794.0, 26.0
TOP, BOTTOM = 128.0, 44.0
BETWEEN = 26.0
PAD = 8.0
LEADING = 1.28


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a stage stands."""

    station: Station
    x: float
    y: float
    width: float
    height: float
    row: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def written_at(
    lines: list[str],
    x: float,
    y: float,
    size: float,
    look: str = "",
    anchor: str = "",
    *,
    leading: float = LEADING,
) -> str:
    """Lines of text, one below the other, from the base of the first on."""
    extra = (f' class="p-{look}"' if look else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return "".join(
        f'<text x="{x:.1f}" y="{y + index * size * leading:.1f}" font-size="{size:g}"{extra}>{escaped(line)}</text>'
        for index, line in enumerate(lines)
    )


def mark(kind: str, x: float, y: float) -> str:
    """Who knows whether a criterion holds, or a clock."""
    match kind:
        case "machine":
            return (
                f'<rect class="p-machine" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" rx="1.5"/>'
            )
        case "person":
            return f'<circle class="p-person" cx="{x:.1f}" cy="{y:.1f}" r="3.4"/>'
        case _:
            hands = f"M{x:.1f} {y - 3:.1f} v3 l2.2 1.6"
            return (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.6" fill="none" stroke="var(--p-clock)" stroke-width="1.3"/>'
                f'<path d="{hands}" fill="none" stroke="var(--p-clock)" stroke-width="1.3"/>'
            )


def tip(x: float, y: float, to: str, look: str) -> str:
    """The tip of an arrow that ends here."""
    turned = {"right": "l-7 -4 v8 z", "down": "l-4 -7 h8 z", "up": "l-4 7 h8 z"}[to]
    return f'<path class="p-{look}" d="M{x:.1f} {y:.1f} {turned}"/>'


def escaped(text: str) -> str:
    """Text for XML, which does not know every character that a document may hold."""
    return escape("".join(sign for sign in text if sign >= " " or sign in "\t\n"))
