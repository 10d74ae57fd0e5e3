"""What a person is told when a text is not YAML."""

import re


def syntax(problem: str, context: str) -> tuple[str, str]:
    """What is wrong and what was meant, from the words of the YAML parser."""
    for pattern, wrong, meant in KNOWN:
        if re.search(pattern, f"{problem} {context}"):
            return wrong, meant
    return f"This is not YAML: {problem or context}.", "Compare the line with the ones before it."


KNOWN = (
    (
        "mapping values are not allowed",
        "A second colon stands in one line.",
        "Put the text in quotes, or move the key to a line of its own.",
    ),
    (
        "quoted scalar",
        "A quote is never closed, or holds an unknown escape.",
        "Close it; inside '...' write '' for '.",
    ),
    (
        "cannot start any token",
        "A text may not begin with this sign.",
        "Put the text in quotes.",
    ),
    (
        "block collection|block mapping|<block end>",
        "The indentation does not fit the lines before.",
        "Let keys of one level begin in the same column.",
    ),
    (
        "flow (sequence|mapping|node)",
        "A bracket is never closed, or a comma is missing.",
        "Close it with ] or }.",
    ),
    ("could not find expected ':'|simple key", "A colon is missing after the key.", "Write key: value."),
    ("directive", "A line beginning with % is not allowed.", "Remove it."),
    ("anchor|alias", "A name after & or * is missing.", "Write the part out again, without & and *."),
)
