"""What a refusal says: what is wrong with a word or a sign, and what its writer probably meant."""

import unicodedata
from difflib import get_close_matches

from handraiser.lead.catalogue import CATALOGUE, COLUMNS
from handraiser.process.conditions.functions import FUNCTIONS

EXAMPLE = "Write one like \"grade IN ('A', 'B') AND score >= 50\"."
SHORTER = "Split it into several rules or criteria."
REMOVE = "Remove it."

_SQL_WORDS = """
    ALL ANALYZE ANY ARRAY AS ASC CASE CAST COLLATE COUNT CREATE CROSS CURRENT_DATE CURRENT_TIME
    CURRENT_TIMESTAMP CURRENT_USER DATE DEFAULT DELETE DESC DISTINCT DROP ELSE END ESCAPE EXCEPT
    EXECUTE EXISTS EXTRACT FETCH FILTER FOR FROM FULL GLOB GRANT GROUP HAVING INSERT INTERSECT
    INTERVAL INTO ISNULL JOIN LATERAL LIMIT LOCALTIME LOCALTIMESTAMP NATURAL NOTNULL OFFSET ON ORDER
    OUTER OVER OVERLAPS PARTITION REGEXP RETURNING RLIKE ROW SELECT SESSION_USER SET SIMILAR SOME
    SYMMETRIC TABLE THEN TIMESTAMP TIMESTAMPTZ TO TRUNCATE UNION UNIQUE UNNEST UPDATE USING VALUES
    WHEN WHERE WINDOW WITH XOR
"""
SQL_WORDS = frozenset(_SQL_WORDS.split())

INSTEAD = {
    "CASE": "Write the cases with AND and OR.",
    "CAST": "Values already have their type; compare them directly.",
    "CURRENT_DATE": "Write days_since(column), which counts from the moment of decision.",
    "CURRENT_TIMESTAMP": "Write days_since(column), which counts from the moment of decision.",
    "DATE": "Write the date alone: '2026-01-31'.",
    "ESCAPE": "Write \\ before a % or _ that stands for itself.",
    "INTERVAL": "Write days_since(column) > 30.",
    "ISNULL": "Write IS NULL.",
    "NOTNULL": "Write IS NOT NULL.",
    "SIMILAR": "Write LIKE or ILIKE.",
    "TIMESTAMP": "Write the moment alone: '2026-01-31 14:30'.",
}

FUNCTIONS_INSTEAD = {
    "age": "days_since",
    "array_contains": "contains",
    "array_length": "length",
    "cardinality": "length",
    "char_length": "length",
    "date_diff": "days_since",
    "datediff": "days_since",
    "ifnull": "coalesce",
    "includes": "contains",
    "lcase": "lower",
    "len": "length",
    "now": "days_since",
    "nvl": "coalesce",
    "position": "contains",
    "startswith": "starts_with",
    "strpos": "contains",
    "upper": "lower",
}

SIGNS = {
    "'": ("This quote is never closed.", "Close it with '; a quote inside a text is written twice."),
    '"': ("This quote is never closed.", "A text stands in single quotes: 'text'."),
    "`": ("` is not a quote here.", "A text stands in single quotes, a column in none."),
    ";": ("A condition is one condition; ; is not allowed.", "Remove it."),
    "$": ("Parameters are not allowed.", "Write the value itself."),
    "?": ("Parameters are not allowed.", "Write the value itself."),
    "@": ("Parameters are not allowed.", "Write the value itself."),
    ":": ("Casts and parameters are not allowed.", "Values already have their type; write them as they are."),
    "[": ("Arrays are not allowed.", "Write IN ('a', 'b'), or contains(column, 'a')."),
    "]": ("Arrays are not allowed.", "Write IN ('a', 'b'), or contains(column, 'a')."),
    "{": ("Templates are not allowed.", "Write the value itself."),
    "}": ("Templates are not allowed.", "Write the value itself."),
    "%": ("% is only known inside the text of LIKE.", "Write LIKE '%text%'."),
    "|": ("Texts are not joined in a condition.", "Compare the columns one by one; for 'or' write OR."),
    "&": ("& is not known.", "Write AND."),
    "!": ("! is not known.", "Write NOT, or <> for 'is not'."),
    "~": ("Regular expressions are not allowed.", "Write LIKE or ILIKE with % and _."),
    "^": ("Powers are not allowed.", "Use + - * and /."),
    "#": ("# is not known here.", "Write a comment in YAML, outside of the quotes."),
    "\\": ("\\ is only known inside the text of LIKE.", "Remove it."),
    ".": ("A column is named without its table.", "Write the name alone, such as stage."),
}

LOOK_ALIKE = {
    **dict.fromkeys("‘’‚‛′ʼ＇´“”„‟″＂«»", "'"),
    **dict.fromkeys("‐‑‒–—−－﹣", "-"),
    "≥": ">=", "≤": "<=", "≠": "<>", "＝": "=", "＜": "<", "＞": ">", "×": "*", "÷": "/", "∕": "/",
    "（": "(", "）": ")", "，": ",", "；": "nothing",
}  # fmt: skip


def character(sign: str) -> tuple[str, str]:
    """What to say of an ASCII sign that has no place in a condition."""
    return SIGNS.get(sign, (f"'{sign}' is not known in a condition.", REMOVE))


def foreign(run: str) -> tuple[str, str]:
    """What to say of a character outside of ASCII that stands outside of quotes."""
    sign = run[0]
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    if sign in LOOK_ALIKE:
        return (
            f"'{sign}' ({name}) only looks like a sign of a condition.",
            f"Write {LOOK_ALIKE[sign]} instead.",
        )
    if sign.isspace() or unicodedata.category(sign) in ("Cf", "Zs"):
        return f"Here is an unusual space ({name}).", "Write a plain space."
    return f"'{sign}' ({name}) may stand only inside quotes.", "Type the word again in plain letters a to z."


def unknown_column(word: str) -> tuple[str, str, bool] | None:
    """What to say of a word that should be a column, and whether reading may go on; None if it is fine."""
    name = word.strip('"') if word.startswith('"') else word.lower()
    column = COLUMNS.get(name)
    if column is not None:
        if column.rule:
            return None
        return f"The column {name} may not be used in a condition.", _instead_of_column(name), True
    if word.startswith('"'):
        return (
            f"{word} is read as a column, and there is none of that name.",
            f"A text stands in single quotes: '{name}'.",
            True,
        )
    if word.upper() in SQL_WORDS:
        return f"{word.upper()} is not allowed in a condition.", INSTEAD.get(word.upper(), EXAMPLE), False
    return f"There is no column '{word[:60]}'.", _closest_columns(name), True


def unknown_function(word: str) -> tuple[str, str, bool]:
    """What to say of a word that is called like a function but is none."""
    if word.upper() in SQL_WORDS:
        return f"{word.upper()} is not allowed in a condition.", INSTEAD.get(word.upper(), EXAMPLE), False
    close = FUNCTIONS_INSTEAD.get(word.lower()) or next(
        iter(get_close_matches(word.lower(), FUNCTIONS, 1, 0.7)), None
    )
    meant = f"Did you mean {FUNCTIONS[close].signature}?" if close else list_functions()
    return f"There is no function '{word[:60]}'.", meant, True


def list_functions() -> str:
    """The functions there are, as a sentence."""
    return "The functions are " + ", ".join(FUNCTIONS) + "."


def did_you_mean(word: str, known: list[str]) -> str | None:
    """The closest of the known words as a question, if any is close."""
    close = get_close_matches(word, known, 2, 0.6)
    return "Did you mean " + " or ".join(f"'{name}'" for name in close) + "?" if close else None


def _closest_columns(name: str) -> str:
    names = [column.name for column in CATALOGUE if column.rule]
    told = did_you_mean(name, names)
    if told:
        return told
    part = [known for known in names if name in known.split("_") or known in name.split("_")]
    if part:
        return "Did you mean " + " or ".join(f"'{known}'" for known in part[:3]) + "?"
    return "The columns are listed in docs/process/reference.md; a text stands in single quotes."


def _instead_of_column(name: str) -> str:
    return "Write answer('question')." if name == "answers" else "Use another column."
