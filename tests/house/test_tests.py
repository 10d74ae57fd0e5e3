"""Tests wait for what they mean, not for a while, and try our code, not a likeness of it."""

import ast

import pytest

from tests.house.source import Source, all_sources, snippet


def shortcuts(source: Source) -> list[str]:
    """Sleeping and mocking."""
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr="sleep")):
                found.append(f"{source.path}:{node.lineno} sleeps; wait for the thing itself")
            case ast.Import(names=names) if any(name.name.startswith("unittest") for name in names):
                found.append(f"{source.path}:{node.lineno} mocks; use a real server on loopback")
            case ast.ImportFrom(module=str(module)) if module.startswith(("unittest", "mock")):
                found.append(f"{source.path}:{node.lineno} mocks; use a real server on loopback")
    return found


def test_no_test_sleeps_or_mocks() -> None:
    tests = [source for source in all_sources() if source.path.parts[0] == "tests"]
    assert [complaint for source in tests for complaint in shortcuts(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.sleep(1)",
        "from unittest.mock import Mock",
        "import unittest.mock",
        "from mock import Mock",
    ],
)
def test_the_check_finds_a_shortcut(text: str) -> None:
    assert len(shortcuts(snippet(text, "tests/score/test_step.py"))) == 1
