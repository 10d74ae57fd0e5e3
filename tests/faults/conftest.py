"""One instance for all tests of faults that need real processes; each ends what it started."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handraiser.config import embedded
from tests.faults.instance import Instance


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance = Instance(tmp_path_factory.mktemp("faults"))
    yield instance
    embedded.Server(instance.home).stop()


@pytest.fixture
def instance(furnished: Instance) -> Iterator[Instance]:
    try:
        yield furnished
    finally:
        furnished.end_all()
