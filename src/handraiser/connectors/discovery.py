"""Finds the connectors: every folder beside this file that has a `provider.py`."""

import importlib
import pkgutil
from functools import cache

import handraiser.connectors as package
from handraiser.connectors.provider import Provider


class NameTaken(Exception):
    """Two connector folders give their provider the same name."""


@cache
def providers() -> dict[str, Provider]:
    """Every provider by its name, in the order of their folders."""
    found: dict[str, Provider] = {}
    for folder in pkgutil.iter_modules(package.__path__):
        if not folder.ispkg:
            continue
        provider: Provider = importlib.import_module(f"{package.__name__}.{folder.name}.provider").PROVIDER
        if provider.name in found:
            raise NameTaken(f"Two connectors are called '{provider.name}'; the second is in '{folder.name}'.")
        found[provider.name] = provider
    return found
