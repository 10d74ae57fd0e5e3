"""One instance for all tests of faults that need real processes; each ends what it started."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from handraiser.config import embedded
from tests.faults.instance import Instance


@pytest.fixture(scope="session")
def furnished() -> Iterator[Instance]:
    # Not in pytest's folder: another run of pytest closes that to the user who runs our PostgreSQL for root.
    home = Path(tempfile.mkdtemp(prefix="handraiser-faults-"))
    # We use the server too, so it goes on between what the tests start and end.
    server = embedded.Server(home)
    try:
        server.join()
        yield Instance(home)
    finally:
        server.leave()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def instance(furnished: Instance) -> Iterator[Instance]:
    try:
        yield furnished
    finally:
        furnished.end_all()
