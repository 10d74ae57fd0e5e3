"""The first look at a condition: only characters and words of the closed vocabulary may pass.

sqlglot reads nearly all of SQL. Looking at each word before it does keeps sub-selects, comments,
parameters and deep nesting away from it, and gives every refusal its exact place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from handraiser.process.conditions import wording
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.conditions.refusal import ConditionFault

LONGEST = 4_000
DEEPEST = 24
MOST_PREFIXES = 3

KEYWORDS = frozenset({"AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "ILIKE", "IS", "NULL", "TRUE", "FALSE"})

TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
    | (?P<text>'(?:[^']|'')*')
    | (?P<quoted>"[^"]*")
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<comment>--|/\*)
    | (?P<operator><>|!=|<=|>=|[=<>+\-*/(),])
    | (?P<foreign>[^\x00-\x7f]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    offset: int
    touches: bool  # whether it follows the token before it without a space


@dataclass(frozen=True, slots=True)
class Scan:
    """`faults` found so far; `readable` says whether the text may be read further in spite of them."""

    faults: tuple[ConditionFault, ...]
    readable: bool


def scan(text: str) -> Scan:
    """Check length, characters, words and nesting."""
    if len(text) > LONGEST:
        return _unreadable(
            LONGEST, f"A condition may have {LONGEST} characters; this one has {len(text)}.", wording.SHORTER
        )
    control = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text)
    if control:
        return _unreadable(
            control.start(), f"Here is the invisible character U+{ord(control.group()):04X}.", wording.REMOVE
        )
    tokens = list(_tokens(text))
    if not tokens:
        return _unreadable(0, "The condition is empty.", wording.EXAMPLE)
    faults = [*_foreign(tokens), *_neighbours(tokens), *_nesting(tokens)]
    names = list(_names(tokens))
    return Scan(
        faults=tuple(sorted([*faults, *(fault for fault, _ in names)], key=lambda fault: fault.offset)),
        readable=not faults and all(readable for _, readable in names),
    )


def _unreadable(offset: int, wrong: str, meant: str) -> Scan:
    return Scan((ConditionFault(offset, wrong, meant),), readable=False)


def _tokens(text: str) -> Iterator[Token]:
    touches = False
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield Token(kind, match.group(), match.start(), touches)
        touches = kind != "space"


def _foreign(tokens: list[Token]) -> Iterator[ConditionFault]:
    for token in tokens:
        if token.kind == "comment":
            yield ConditionFault(
                token.offset,
                "Comments are not allowed in a condition.",
                "Write the comment in YAML, after #.",
            )
        elif token.kind == "foreign":
            yield ConditionFault(token.offset, *wording.foreign(token.text))
        elif token.kind == "other":
            yield ConditionFault(token.offset, *wording.character(token.text))


def _neighbours(tokens: list[Token]) -> Iterator[ConditionFault]:
    for before, token in pairwise(tokens):
        if token.kind == "text" and before.kind == "text":
            yield ConditionFault(
                token.offset, "Two texts follow each other.", "Put a comma or an operator between them."
            )
        elif token.touches and token.kind == "text" and before.kind in ("word", "number"):
            yield ConditionFault(
                before.offset, f"A text has no prefix such as {before.text}.", "Write 'text' alone."
            )
        elif token.touches and token.kind in ("word", "number") and before.kind == "number":
            yield ConditionFault(
                before.offset, f"{before.text}{token.text} is not a number.", "Write it like 1000 or 0.5."
            )
        elif token.text == "=" and before.text in ("=", "<", ">"):
            yield ConditionFault(
                before.offset, f"'{before.text}=' is two signs.", "Write =, <= or >= in one."
            )
        elif token.text == "(" and before.kind == "quoted":
            yield ConditionFault(before.offset, f"{before.text} is not a function.", wording.list_functions())


def _nesting(tokens: list[Token]) -> Iterator[ConditionFault]:
    depth = prefixes = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        prefixes = prefixes + 1 if token.text.upper() in ("NOT", "-", "+") else 0
        if depth > DEEPEST or prefixes > MOST_PREFIXES:
            yield ConditionFault(
                token.offset,
                "This is nested too deeply.",
                f"Use at most {DEEPEST} brackets inside each other.",
            )
            return
        if depth < 0:
            yield ConditionFault(
                token.offset, "This bracket closes nothing.", "Remove it, or open one before it."
            )
            return
    if depth > 0:
        opened = [token for token in tokens if token.text == "("][-1]
        yield ConditionFault(opened.offset, "A bracket is not closed.", "Add the missing ).")


def _names(tokens: list[Token]) -> Iterator[tuple[ConditionFault, bool]]:
    """Faults of words, each with whether the text may still be read."""
    for index, token in enumerate(tokens):
        if token.kind not in ("word", "quoted") or token.text.upper() in KEYWORDS:
            continue
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if follower is not None and follower.kind == "foreign" and follower.touches:
            continue  # The look-alike in the middle of the word has been told.
        called = follower is not None and follower.text == "("
        if called and token.kind == "word":
            if token.text.lower() not in FUNCTIONS:
                wrong, meant, readable = wording.unknown_function(token.text)
                yield ConditionFault(token.offset, wrong, meant), readable
        else:
            told = wording.unknown_column(token.text)
            if told is not None:
                wrong, meant, readable = told
                yield ConditionFault(token.offset, wrong, meant), readable
