"""Text that people will open in a spreadsheet."""

# A cell that begins with one of these is a formula to a spreadsheet, and a formula can send data away.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
