"""Requests as htmx makes them."""

from typing import Any

from django.test import Client

FRAGMENT = {"HX-Request": "true"}


def fetch(client: Client, path: str, **query: Any) -> Any:
    """A fragment."""
    return client.get(path, query, headers=FRAGMENT)


def send(client: Client, path: str, **said: Any) -> Any:
    """A form sent from a fragment."""
    return client.post(path, said, headers=FRAGMENT)
