"""The source tree as the house checks see it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "handraiser"


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies (relative to the package) and what it says."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The folder, or the module where it lies on top: `score`, `flow`."""
        return self.path.parts[0].removesuffix(".py")


def package_sources() -> list[Source]:
    """All of our own Python; migrations are Django's text, not ours."""
    return list(_read(PACKAGE, PACKAGE))


def all_sources() -> list[Source]:
    """The package, the tests, the benchmarks and what lies on top, relative to the repository."""
    found = [Source(Path("manage.py"), (ROOT / "manage.py").read_text())]
    for folder in ("src/handraiser", "tests", "bench"):
        found += _read(ROOT / folder, ROOT)
    return found


def folders() -> list[str]:
    """The folders of the package: doors, rooms and what they stand on."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def snippet(text: str, path: str = "score/step.py") -> Source:
    """A made-up file, to show that a check finds what it is for."""
    return Source(Path(path), text)


def _read(folder: Path, base: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield Source(path.relative_to(base), path.read_text())
