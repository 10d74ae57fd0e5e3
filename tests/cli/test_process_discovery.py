"""`handraiser process discover` and `points-from-history` say what the data says."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.cli.process import app
from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.models import State, Version
from tests.cast import MONDAY, Cast, hire

run = CliRunner().invoke


@pytest.fixture
def deals(transactional_db: None) -> Cast:
    cast = hire()
    rows = [
        {
            "external_id": f"D{n}",
            "full_name": f"Lead {n}",
            "source": "fair" if n % 2 else "web",
            "occurred_at": MONDAY - timedelta(days=400 if n < 100 else 300),
            "outcome": "won" if n % 2 and n % 3 else "lost",
            "outcome_at": MONDAY - timedelta(days=100),
        }
        for n in range(200)
    ]
    flow.take_in(arrivals(rows, door="import", system="deals", at=MONDAY), at=MONDAY)
    return cast


def test_measures_and_signals_are_told_in_words_and_as_data(deals: Cast) -> None:
    told = run(app, ["discover", "--until", "2027-01-01"])
    assert told.exit_code == 0, told.output
    assert "Win rate (of closed): 33.50 % of 200" in told.output
    assert "Time to first touch, median: cannot be measured. No touch is recorded." in told.output
    assert "Source goes with won, more than chance explains." in told.output

    data = json.loads(run(app, ["discover", "--json", "--until", "2027-01-01"]).output)
    assert data["ideal_customer"]["signals"] == ["source"]
    assert any(figure["measure"] == "Win rate (of closed)" for figure in data["baseline"])


def test_points_are_told_written_and_drafted(deals: Cast, tmp_path: Path) -> None:
    out = tmp_path / "pointed.yaml"
    day = (MONDAY - timedelta(days=350)).date().isoformat()
    told = run(
        app,
        ["points-from-history", "--trait", "source", "--until", day, "--out", str(out), "--draft"],
    )
    assert told.exit_code == 0, told.output
    assert "of 50 were won" in told.output
    checked = check(out.read_text(), document=Document, path="pointed")
    assert checked.document is not None
    assert [rule.name for rule in checked.document.grade.rules] == ["Source: fair", "Source: web"]
    assert Version.objects.get(state=State.DRAFT).text == out.read_text()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["points-from-history", "--trait", "score"], "is not known of a lead at first contact"),
        (["points-from-history", "--trait", "source", "--until", "1995-01-01"], "Nothing can be learned"),
        (["discover", "--against", "nobody"], "Write closed, all or auto"),
    ],
)
def test_what_cannot_be_answered_is_refused(deals: Cast, asked: list[str], says: str) -> None:
    told = run(app, asked)
    assert told.exit_code != 0
    assert says in f"{told.output}{told.exception}"
