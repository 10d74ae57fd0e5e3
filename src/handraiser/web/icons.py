"""The icons that the pages use, as one sprite that a browser keeps for ever.

A closed list: a misspelt name fails in a test, and a page carries a reference instead of a drawing.
"""

import hashlib
import re
from functools import cache
from importlib import resources
from zipfile import ZipFile

NAMES = (
    "activity", "alarm-clock", "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up",
    "arrow-up-right", "award", "ban", "bell", "book-open", "briefcase", "building-2", "calendar",
    "calendar-off", "check", "check-check", "chevron-down", "chevron-left", "chevron-right", "circle",
    "circle-alert", "circle-check", "circle-question-mark", "circle-x", "clock", "code", "columns-3",
    "copy", "corner-up-left", "download", "ellipsis", "eye", "file-text", "flag", "flask-conical", "folder-input", "funnel",
    "gauge", "git-branch", "globe", "hand", "hand-helping", "handshake", "history", "hourglass", "inbox",
    "info", "key-round", "keyboard", "layers", "layout-dashboard", "link", "list", "list-checks",
    "list-filter", "list-todo", "log-out", "mail", "map", "menu", "message-square", "monitor", "moon",
    "pause", "pencil", "phone", "phone-call", "play", "plus", "printer", "recycle", "refresh-cw",
    "rocket", "rotate-ccw", "route", "save", "scroll-text", "search", "send", "settings", "share-2", "shield-check",
    "signature", "signpost", "sparkles", "square-pen", "sticky-note", "sun", "sun-moon", "table", "target",
    "thumbs-down", "thumbs-up", "timer", "timer-off", "trash-2", "trending-up", "triangle-alert", "trophy",
    "undo-2", "upload", "user", "user-check", "user-plus", "user-round-x", "users", "workflow", "x", "zap",
)  # fmt: skip


class UnknownIcon(Exception):
    """A template names an icon that is not in the list."""


@cache
def sprite() -> str:
    """All icons as symbols of one SVG."""
    # The package's own way reads the list of its thousands of drawings again for each: most of a second.
    with resources.files("lucide").joinpath("lucide.zip").open("rb") as file, ZipFile(file) as drawings:
        symbols = "".join(_symbol(name, drawings.read(f"{name}.svg").decode()) for name in NAMES)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


@cache
def sprite_stamp() -> str:
    """Changes whenever a drawing does, so that the sprite may be kept for ever."""
    return hashlib.sha256(sprite().encode()).hexdigest()[:12]


@cache
def reference(name: str) -> str:
    """Where the icon lies. Raises UnknownIcon."""
    if name not in NAMES:
        raise UnknownIcon(name)
    return f"/icons-{sprite_stamp()}.svg#{name}"


def _symbol(name: str, svg: str) -> str:
    drawing = re.sub(r"^<svg[^>]*>|</svg>$", "", svg.strip())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'
