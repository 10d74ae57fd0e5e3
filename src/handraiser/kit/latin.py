"""Tell the encodings of Latin script apart by which accented letters people really write.

General detectors weigh whole languages and fail on lists of names, where one letter in a
hundred is accented. Here each encoding is scored by how usual its reading of the high bytes is:
usual letters in usual places gain, symbols inside words and capitals after small letters lose.
"""

from math import log

# Accented letters by how often they occur, most frequent first.
_WESTERN = "éäöüáèíóçñàßãêåøôúæâîõûëïìòùœýÿšžðþ"
_LETTERS: dict[str, str] = {
    "western": _WESTERN,
    "polish": "łóążęśćńź",
    "czech": "áíéřčýšžěůúťňďóľäôĺŕ",
    "hungarian": "áéöőóüíúű",
    "croatian": "čćšžđ",
    "romanian": "ăîâșțşţ",
    "turkish": "ıüşçöğİâî",
}

# Encoding, its languages, and how much rarer than Windows-1252 it is (in nats).
_CANDIDATES: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("cp1252", ("western",), 0.0),
    ("cp1250", ("polish", "czech", "hungarian", "croatian", "romanian"), 3.0),
    ("cp1254", ("turkish",), 3.5),
    ("mac_roman", ("western",), 3.0),
    ("cp850", ("western",), 4.0),
    ("iso8859_2", ("polish", "czech", "hungarian", "croatian", "romanian"), 4.5),
    ("cp852", ("polish", "czech", "hungarian", "croatian"), 5.0),
)

_PUNCTUATION = "“”„‚‘’«»–—…€£®©™°·•§¿¡ªº´`¨ \u00a0²³½¼"
_ODD = -8.0
_IMPLAUSIBLE = -4.0


def guess_latin(sample: bytes) -> str | None:
    """The likeliest encoding, or None when the bytes read as Latin text in none of them."""
    best: tuple[float, str] | None = None
    for codec, languages, rarity in _CANDIDATES:
        text = sample.decode(codec, "replace")[:65_536]
        for language in languages:
            likelihood, letters = _likelihood(text, _LETTERS[language])
            # Priors count once; with many letters the letters decide.
            score = likelihood - rarity
            if letters and likelihood / letters > _IMPLAUSIBLE and (best is None or score > best[0]):
                best = (score, codec)
    return best[1] if best else None


def _likelihood(text: str, usual: str) -> tuple[float, int]:
    """The log-likelihood of everything beyond ASCII, and how many such characters there are."""
    weight = {letter: log(1 / (rank + 2)) for rank, letter in enumerate(usual)}
    total, letters, signs = 0.0, 0, 0
    for position, character in enumerate(text):
        if character <= "\x7f":
            continue
        letters += 1
        signs += not character.isalpha()
        before = text[position - 1] if position else " "
        after = text[position + 1] if position + 1 < len(text) else " "
        total += _weigh(character, before, after, weight)
    # A text of mostly signs is some other script, read wrongly.
    return (_ODD * letters if letters > 10 and signs > 0.7 * letters else total), letters


def _weigh(character: str, before: str, after: str, weight: dict[str, float]) -> float:
    if character.isalpha():
        known = weight.get(character, weight.get(character.lower(), _ODD))
        # A capital inside a word of small letters, and two accents in a row, are signs of a wrong reading.
        if character.isupper() and before.isalpha() and before.islower():
            known += _ODD / 2
        if character.islower() and after.isalpha() and after.isupper() and before.isalpha():
            known += _ODD / 2
        if before > "\x7f" and before.isalpha() and after > "\x7f" and after.isalpha():
            known += _ODD
        return known
    if character in _PUNCTUATION:
        inside = after.isalpha() and (before.isalpha() or character in "®©")
        return -2.0 if not inside or character == "’" else _ODD
    return _ODD
