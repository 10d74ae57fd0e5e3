"""Pages obey their own content security policy: nothing inline, nothing from elsewhere."""

import re

import pytest

from tests.house.source import PACKAGE

FORBIDDEN = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", re.I
    ),
    "an inline event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=\s*[\"']", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "something from elsewhere": re.compile(
        r"<(script|link|img|iframe)\b[^>]*\b(src|href)=[\"'](https?:)?//", re.I
    ),
}

# Pages that are read outside our own site and carry what they need, each with its reason.
EXCEPTIONS: dict[str, str] = {}


def breaches(text: str) -> list[str]:
    """What the browser would refuse in a template."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_no_template_breaks_the_policy() -> None:
    found = {
        str(path.relative_to(PACKAGE)): breaches(path.read_text())
        for path in PACKAGE.rglob("*.html")
        if str(path.relative_to(PACKAGE)) not in EXCEPTIONS
    }
    assert {path: complaints for path, complaints in found.items() if complaints} == {}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<script>start()</script>", "an inline script"),
        ('<script type="module">start()</script>', "an inline script"),
        ('<button class="x" onclick="start()">', "an inline event handler"),
        ('<p style="color: red">', "an inline style"),
        ("<style>p { color: red }</style>", "a style element"),
        ('<script src="https://cdn.kestrel.com/x.js"></script>', "something from elsewhere"),
        ('<link rel="stylesheet" href="//cdn.kestrel.com/x.css">', "something from elsewhere"),
    ],
)
def test_the_check_finds_a_breach(text: str, complaint: str) -> None:
    assert complaint in breaches(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static "web/htmx.js" %}" defer></script>',
        '<script type="application/json" id="data">{}</script>',
        '<a href="https://kestrel.com" rel="noopener">Kestrel Analytics</a>',
        '<a hx-on-x="no" data-on="yes" class="style">',
    ],
)
def test_the_check_lets_the_permitted_be(text: str) -> None:
    assert breaches(text) == []
