"""History as the versions get it: chunk by chunk, each read once for both."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from handraiser.backtest.halves import Lot, Progress
from handraiser.backtest.moments import Candidate, cleaned, moments_of, slices_of
from handraiser.backtest.recorded import read_chunk
from handraiser.backtest.scope import Extent, Scope, chunks
from handraiser.identify import company
from handraiser.identify.queries import known_companies
from handraiser.identify.step import Key

# A slice holds so many inquiries and acts at least, so that a run of stations is worth its cost, and there are
# not more slices in a chunk than these.
WIDE, SLICES = 300, 60


def lots(
    candidates: tuple[Candidate, Candidate],
    scope: Scope,
    *,
    whole: Extent,
    at: datetime,
    people: int,
    progress: Progress,
) -> Iterator[Lot]:
    """What is to be simulated, chunk by chunk, as it is read."""
    draft, base = candidates
    expected, done = expected_people(whole, scope), 0
    for lot in chunks(scope, horizon=at, whole=whole, people=people):
        chunk = read_chunk(lot, horizon=at)
        moments = moments_of(chunk)
        hard = chunk.inquiries.height + len(chunk.acts)
        of_draft = cleaned(chunk, draft)
        of_base = of_draft if _home(draft) == _home(base) else cleaned(chunk, base)
        chunk.company_keys = _company_keys(of_draft, of_base)
        most = max(expected, done + len(lot))
        yield Lot(
            chunk,
            (of_draft, of_base),
            moments,
            slices_of(moments, wide=max(WIDE, hard // SLICES)),
            _part_of(progress, done / most, len(lot) / most),
        )
        done += len(lot)


def expected_people(whole: Extent, scope: Scope) -> int:
    """About how many people a scope holds."""
    return max(1, min(whole.people, scope.sample or whole.people))


def _company_keys(*cleaned: pl.DataFrame) -> dict[Key, str]:
    """The stored ones among the companies' keys that these inquiries carry."""
    carried = {key for frame in cleaned for key in company.all_company_keys(company.company_keys(frame))}
    return known_companies(sorted(carried))


def _part_of(progress: Progress, start: float, share: float) -> Progress:
    """Progress of a part, told as that of the whole."""
    return lambda part: progress(min(1.0, start + share * part))


def _home(candidate: Candidate) -> str:
    return candidate.document.follow_up.company_calendar.holiday_country
