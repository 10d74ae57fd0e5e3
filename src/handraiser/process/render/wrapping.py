"""Texts broken into lines of a width, without asking a font: a browser's usual sans serif is close enough."""

NARROW = frozenset("iljtfrI.,:;'|!()[] ’‘")
WIDE = frozenset("mwMWÄÖÜ@%—…&")
# As wide as the widest of the usual fonts, so that no line leaves its box.
MOST_NARROW, USUAL, CAPITAL, MOST_WIDE, FULL = 0.37, 0.615, 0.72, 0.95, 1.02


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in the units of the size; rather too wide than too narrow."""
    return sum(map(_em, text)) * size * (1.1 if bold else 1.0)


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """The lines of a text; what does not fit into the last one ends with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _words(" ".join(text.split()), width, size, bold):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, size, bold)]
    return lines


def _words(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The words, those wider than a line broken anywhere."""
    words: list[str] = []
    for word in text.split(" "):
        piece = ""
        for sign in word:
            if piece and width_of(piece + sign, size, bold=bold) > width:
                words.append(piece)
                piece = sign
            else:
                piece += sign
        words.append(piece)
    return [word for word in words if word]


def _cut(text: str, width: float, size: float, bold: bool) -> str:
    while text and width_of(f"{text}…", size, bold=bold) > width:
        text = text[:-1]
    return f"{text.rstrip(' ,.;')}…"


def _em(sign: str) -> float:
    if sign in NARROW:
        return MOST_NARROW
    if sign in WIDE:
        return MOST_WIDE
    if sign > "\u2e80":
        return FULL
    return CAPITAL if sign.isupper() else USUAL
