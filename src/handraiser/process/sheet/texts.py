"""What people write into a cell, made plain: markup away, lists taken apart, nothing of what they say lost."""

import html
import re
from dataclasses import dataclass

# Only tags that spreadsheets and web pages leave behind; `<50 employees` is a text.
BREAKING = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|table|tbody)\b[^<>]{0,80}/?>", re.I)
TAGS = re.compile(r"</?(?:i|b|u|em|strong|span|font|a|sup|sub|small|s|td|th)(?:\s[^<>]{0,200})?/?>", re.I)
SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")

# Bullets as typed, and as word processors leave them in their private letters.
BULLET = r"[•‣▪▫◦●○∙·➢➤►▶✓✔☐☑☒□■→⇒➔➜\uf0b7\uf0a7\uf0d8\uf076\uf0fc]"
BOX = r"\[[ xX]?\]"
MARK = re.compile(rf"^\s*(?:{BULLET}\s*|{BOX}\s+|[-–—*+o]\s+|\(?(?:[0-9]{{1,2}}|[a-z])[.)]\s+)")
INLINE = re.compile(rf"\s*{BULLET}\s*")
INLINE_NUMBER = re.compile(r"(?:^|(?<=[.;:\s]))\(?([0-9]{1,2})[.)]\s+(?=\S)")

NOTHING = frozenset(
    {"", "n/a", "na", "none", "nil", "-", "–", "—", "k. a.", "k.a.", "entfällt", "keine", "tbd", "?", "..."}
)
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|incl|approx|vs|no|nr|inc|ltd|dr|mr|ms|z\. ?b|d\. ?h|u\. ?a|ca|bzw|usw)\.$",
    re.I,
)
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÄÖÜ<\"“(])|(?<=[a-zäöü0-9)]{2}\.)(?=[A-ZÄÖÜ][a-zäöü])")
QUESTION = re.compile(r"^\s*\[[^\[\]]{3,}\]")
WHEN = re.compile(r"^(?:when|condition|if code|wenn)\s*:\s*(?P<text>.+)$", re.I | re.S)
AIDS = re.compile(r"^(?:job aids?|tools?|with|hilfsmittel)\s*:\s*(?P<text>.+)$", re.I | re.S)
OR = re.compile(r"^(?:and/or|or|oder)\b[\s:,]*(?=\S)", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """One step or criterion of a cell: its sentence, its condition and job aids if they stand there."""

    says: str
    when: str | None = None
    aids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of a cell; `either` says that they were joined by "or"."""

    items: tuple[Item, ...]
    either: bool = False


def cleaned(text: str) -> str:
    """The text without markup, line ends kept, blanks made single."""
    text = html.unescape(TAGS.sub("", BREAKING.sub("\n", text)))
    lines = (
        SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """The same in one line, without a bullet before it."""
    return " ".join(MARK.sub("", line) for line in cleaned(text).split("\n") if line).strip()


def is_nothing(text: str) -> bool:
    """Whether it only says that there is nothing: N/A, none, a dash."""
    return one_line(text).casefold().rstrip(". ") in NOTHING or one_line(text).casefold() in NOTHING


def is_question(text: str) -> bool:
    """Whether it is a question of a template that nobody has answered: `[Who owns these leads?] • List`."""
    return QUESTION.match(cleaned(text)) is not None


def listed(text: str) -> Listed:
    """The steps or criteria of a cell, whichever way they are parted: lines, bullets, numbers or sentences."""
    if is_nothing(text):
        return Listed(())
    items: list[Item] = []
    either = 0
    for part in _parts(cleaned(text)):
        if (found := WHEN.match(part)) and items:
            items[-1] = Item(items[-1].says, found["text"].strip(), items[-1].aids)
        elif (found := AIDS.match(part)) and items:
            between = r"[;|]" if re.search(r"[;|]", found["text"]) else r",\s"
            aids = tuple(aid.strip() for aid in re.split(between, found["text"]) if aid.strip())
            items[-1] = Item(items[-1].says, items[-1].when, (*items[-1].aids, *aids))
        elif part.casefold().rstrip(":.") in ("or", "oder", "and/or"):
            either += 1
        elif part.casefold().rstrip(":.") not in ("and", "und"):
            bare = OR.sub("", part) if items else part
            either += bare != part
            items.append(Item(_begun(bare) if bare != part else bare))
    return Listed(tuple(item for item in map(_tidy, items) if item.says), either > 0)


def _parts(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line]
    marked = [bool(MARK.match(line)) for line in lines]
    if len(lines) > 1:
        joined: list[str] = []
        for line, is_marked in zip(lines, marked, strict=True):
            continues = (
                any(marked) and not is_marked and joined and not (WHEN.match(line) or AIDS.match(line))
            )
            # A line without a bullet among bulleted ones goes on with the one before.
            if continues and not _ends(joined[-1]):
                joined[-1] = f"{joined[-1]} {line}"
            else:
                joined.append(MARK.sub("", line))
        return [part for line in joined for part in _bulleted(line)]
    # The first number tells that those behind it count items, too.
    return [part for line in lines for part in _bulleted(line, sentences=not marked[0])]


def _bulleted(line: str, *, sentences: bool = False) -> list[str]:
    """The parts of one line between bullets or numbers; of a bare paragraph its sentences."""
    parts = [part.strip() for part in INLINE.split(line) if part.strip()]
    if len(parts) != 1:
        return parts
    line = parts[0]
    numbers = [int(found[1]) for found in INLINE_NUMBER.finditer(line)]
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        pieces = INLINE_NUMBER.split(line)
        return [piece.strip() for piece in (pieces[0], *pieces[2::2]) if piece.strip()]
    bare = MARK.sub("", line)
    return _sentences(bare) if sentences else [bare]


def _sentences(line: str) -> list[str]:
    made: list[str] = []
    for piece in SENTENCE.split(line):
        if made and ABBREVIATION.search(made[-1]):
            made[-1] = f"{made[-1]} {piece}"
        elif piece.strip():
            made.append(piece.strip())
    return made


def _tidy(item: Item) -> Item:
    """Without the semicolon that parted it from the next one."""
    return Item(item.says.rstrip("; "), item.when, item.aids)


def _ends(line: str) -> bool:
    return line.endswith((".", "!", "?", ";"))


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
