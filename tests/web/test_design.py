"""The design system: colours that can be told apart, icons that exist, files that keep to it."""

import re
from pathlib import Path

import pytest

import handraiser.web
from handraiser.web import icons

WEB = Path(handraiser.web.__file__).parent
TOKENS = (WEB / "static/handraiser/css/tokens.css").read_text()
STYLES = sorted((WEB / "static/handraiser/css").glob("*.css"))
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}

TEXT_ON = [
    ("ink", "canvas"), ("ink", "surface"), ("ink", "accent-soft"), ("ink-2", "canvas"), ("ink-2", "surface"),
    ("ink-2", "quiet-soft"), ("ink-3", "canvas"), ("ink-3", "surface"), ("ink-3", "sunken"), ("ink-3", "hover"),
    ("ink-3", "accent-soft"), ("accent", "surface"), ("accent", "canvas"), ("accent-strong", "accent-soft"),
    ("on-accent", "accent"), ("good", "good-soft"), ("good", "surface"), ("warn", "warn-soft"), ("warn", "surface"),
    ("warn", "accent-soft"), ("bad", "bad-soft"), ("bad", "surface"), ("bad", "accent-soft"), ("info", "info-soft"),
    ("plum", "plum-soft"), ("ink-3", "quiet-soft"),
]  # fmt: skip
# What is not text but has to be seen: the lines of fields, the dots of stages, the ring of the keyboard.
SEEN_ON = [
    ("control-line", "surface"), ("accent", "surface"), ("chart-1", "surface"), ("chart-2", "surface"),
    ("plum", "surface"), ("info", "surface"), ("bad-solid", "surface"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(text: str, ground: str, dark: bool) -> None:
    assert contrast(COLOURS[text][dark], COLOURS[ground][dark]) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), SEEN_ON)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_can_be_seen_on_their_ground(mark: str, ground: str, dark: bool) -> None:
    assert contrast(COLOURS[mark][dark], COLOURS[ground][dark]) >= 3


@pytest.mark.parametrize(
    "sheet", [path for path in STYLES if path.name != "tokens.css"], ids=lambda path: path.name
)
def test_only_the_tokens_name_colours(sheet: Path) -> None:
    named = [found for found in re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text()) if found != "#ffffff"]
    # The toast turns light and dark around, which no token does.
    assert set(named) <= {"#1c1b19", "#edece8", "#f7f6f3", "#8f1d16", "#ffb4ab", "#ffffff1f", "#0000001a"}


def test_every_icon_in_a_template_is_in_the_sprite() -> None:
    used = {
        name
        for path in (WEB / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text())
    }
    assert used <= set(icons.NAMES)


def test_an_icon_that_nobody_listed_is_refused() -> None:
    with pytest.raises(icons.UnknownIcon):
        icons.reference("no-such-drawing")


def test_the_sprite_holds_every_listed_drawing() -> None:
    sprite = icons.sprite()
    assert all(f'<symbol id="{name}"' in sprite for name in icons.NAMES)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
