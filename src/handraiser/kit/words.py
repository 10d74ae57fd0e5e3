"""Word lists that read as text."""


def words(text: str) -> frozenset[str]:
    """The words of a text, parted by blanks or line ends, as a set."""
    return frozenset(text.split())
