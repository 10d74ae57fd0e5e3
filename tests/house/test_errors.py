"""An error is handled by name or not at all; a refusal is a named exception."""

import ast

import pytest

from tests.house.source import Source, package_sources, snippet

EVERYTHING = {"Exception", "BaseException"}


def swallowed(source: Source) -> list[str]:
    """Handlers without a name, and handlers that catch everything and say nothing."""
    found = []
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            found.append(f"{source.path}:{node.lineno} catches everything, even being stopped")
        elif _names(node.type) & EVERYTHING and all(_says_nothing(line) for line in node.body):
            found.append(f"{source.path}:{node.lineno} swallows every error")
    return found


def _names(kind: ast.expr) -> set[str]:
    return {name.id for name in ast.walk(kind) if isinstance(name, ast.Name)}


def _says_nothing(line: ast.stmt) -> bool:
    return isinstance(line, ast.Pass | ast.Continue) or (
        isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    )


def test_no_error_is_swallowed() -> None:
    assert [complaint for source in package_sources() for complaint in swallowed(source)] == []


@pytest.mark.parametrize(
    "handler",
    [
        "except:\n    log()",
        "except Exception:\n    pass",
        "except (KeyError, BaseException):\n    ...",
        "except:\n    pass",
    ],
)
def test_the_check_finds_a_swallowed_error(handler: str) -> None:
    assert len(swallowed(snippet(f"try:\n    work()\n{handler}\n"))) == 1


@pytest.mark.parametrize("handler", ["except KeyError:\n    pass", "except Exception:\n    log()\n    raise"])
def test_the_check_lets_a_handled_error_be(handler: str) -> None:
    assert swallowed(snippet(f"try:\n    work()\n{handler}\n")) == []
