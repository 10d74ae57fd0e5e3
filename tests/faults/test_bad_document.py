"""A process document that does not check is published by nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import PROCESS
from tests.faults.instance import Instance
from tests.waiting import PATIENCE

LIVE = "SELECT count(*) FROM process_version WHERE state = 'live' AND text = %s"
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("score >= 20", "scroe >= 20"), "scroe"),
        (("next: prospect", "next: prospekt"), "prospekt"),
        (("team: bdr, owner: BDR", "team: [bdr, owner: BDR"), ""),
        (("points: 20}", "points: twenty}"), "points"),
    ],
    ids=["a condition", "a reference", "the writing", "a value"],
)
def test_publishing_it_is_refused_with_its_line_and_the_live_version_stays(
    instance: Instance, tmp_path: Path, wrong: tuple[str, str], said: str
) -> None:
    good = PROCESS.read_text(encoding="utf-8")
    assert wrong[0] in good
    path = tmp_path / "process.yaml"
    path.write_text(good.replace(*wrong), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "handraiser", "process", "publish", str(path)],
        env=instance.environment | {"COLUMNS": "200"},
        capture_output=True,
        timeout=PATIENCE,
    )

    told = done.stdout.decode()
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert f"{path}:" in told
    assert said in told
    assert instance.count(LIVE, good) == 1
    assert instance.count("SELECT count(*) FROM process_version") == 1
