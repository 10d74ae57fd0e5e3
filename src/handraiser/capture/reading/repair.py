"""Read a line whose quotes do not pair, by the number of cells that it ought to have."""

from functools import lru_cache

_LONGEST = 65_536
_MOST_STEPS = 20_000


def repair_line(text: str, delimiter: str, quote: str, columns: int) -> list[str] | None:
    """The cells of the likeliest reading that has `columns` cells; None when there is none.

    A quote may be one that opens a cell, one that closes it, or a mere character (as in `5" pipe`).
    Of all readings with the right number of cells, the one with the fewest mere characters wins.
    """
    if len(text) > _LONGEST or not delimiter or columns < 2:
        return None
    reading = _Readings(text, delimiter, quote)
    try:
        found = reading.best(0, columns)
    except _TooManyReadings:
        return None
    finally:
        reading.best.cache_clear()
    return list(found[1]) if found else None


class _TooManyReadings(Exception):
    """The line has more readings than can be weighed in reasonable time."""


class _Readings:
    def __init__(self, text: str, delimiter: str, quote: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self.quote = quote
        self.steps = 0
        self.best = lru_cache(maxsize=None)(self._best)

    def _best(self, start: int, left: int) -> tuple[int, tuple[str, ...]] | None:
        """The cheapest reading of the text from `start` as exactly `left` cells: (stray quotes, cells)."""
        self.steps += 1
        if self.steps > _MOST_STEPS or left > 400:
            raise _TooManyReadings
        best: tuple[int, tuple[str, ...]] | None = None
        for cost, cell, after in self._cells_from(start):
            if best is not None and cost >= best[0]:
                continue
            if after is None:
                rest: tuple[int, tuple[str, ...]] | None = (0, ()) if left == 1 else None
            else:
                rest = self.best(after, left - 1) if left > 1 else None
            if rest is not None and (best is None or cost + rest[0] < best[0]):
                best = (cost + rest[0], (cell, *rest[1]))
        return best

    def _cells_from(self, start: int) -> list[tuple[int, str, int | None]]:
        """Each way to read one cell at `start`: (stray quotes, cell, where the next begins)."""
        text, delimiter, quote = self.text, self.delimiter, self.quote
        ways: list[tuple[int, str, int | None]] = []
        opening = self._past_blanks(start)
        if text.startswith(quote, opening):
            close = text.find(quote, opening + 1)
            while close >= 0:
                after = self._past_blanks(close + 1)
                if after == len(text) or text.startswith(delimiter, after):
                    inner = text[opening + 1 : close]
                    cell = inner.replace(quote * 2, quote)
                    stray = inner.count(quote) - 2 * inner.count(quote * 2)
                    ways.append((stray, cell, None if after == len(text) else after + 1))
                close = text.find(quote, after)
        end = text.find(delimiter, start)
        literal = text[start:] if end < 0 else text[start:end]
        # A quote that could open a cell but is a mere character is odder than one in the middle.
        strays = literal.count(quote) + literal.lstrip(" ").startswith(quote)
        ways.append((strays, literal, None if end < 0 else end + 1))
        return ways

    def _past_blanks(self, position: int) -> int:
        while self.delimiter != " " and self.text.startswith(" ", position):
            position += 1
        return position
