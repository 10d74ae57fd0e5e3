"""The lift of each value as a point on its interval, all rows on one scale, with a line at the average."""

from collections.abc import Sequence
from dataclasses import dataclass

from handraiser.feedback.compared import Line

# The picture of a row in the units of its view box; a lift beyond the scale ends at its edge.
WIDTH, MOST = 180.0, 3.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the table with its picture: the interval from `low` to `high`, the point, and the average."""

    line: Line
    low: float
    high: float
    point: float
    average: float
    look: str

    @property
    def span(self) -> float:
        """How long the interval is drawn."""
        return max(1.0, self.high - self.low)


def drawn(lines: Sequence[Line]) -> list[Drawn]:
    """Every line, those that stand out above the average marked `good`, below it `bad`."""
    return [
        Drawn(
            line,
            _place(line.lift.low),
            _place(line.lift.high),
            _place(line.lift.value),
            _place(1.0),
            "plain" if not line.stands_out else "good" if line.lift.value > 1 else "bad",
        )
        for line in lines
    ]


def _place(lift: float) -> float:
    return round(min(max(lift, 0.0), MOST) / MOST * WIDTH, 1)
