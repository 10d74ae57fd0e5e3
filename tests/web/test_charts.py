"""Charts are drawn on our side, with words that people can read."""

from datetime import date

import pytest

from handraiser.report import Bucket, Week
from handraiser.web.overview.charts import CHARTS

WEEKS = (Week(date(2026, 6, 1), 12, 3, 4, 1), Week(date(2026, 7, 1), 9, 1, 2, 0))


@pytest.mark.parametrize("name", list(CHARTS))
@pytest.mark.parametrize(("bucket", "label"), [("month", "Jun 2026"), ("week", "01 Jun")])
def test_the_axis_names_the_days(name: str, bucket: Bucket, label: str) -> None:
    drawing = CHARTS[name](WEEKS, bucket)
    assert label in drawing
    assert "NaN" not in drawing
