"""Which encoding the bytes of a text file are in: by its mark, by UTF-8, else by a told guess."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from handraiser.capture.reading.kind import looks_wide
from handraiser.capture.reading.limits import ENCODING_BYTES
from handraiser.capture.reading.refusals import EncodingUnreadable
from handraiser.kit.latin import guess_latin

_BLOCK = 1024 * 1024
_SEARCHED_BYTES = 512 * _BLOCK

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FAMILIAR = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850 (Western Europe)",
    "cp932": "Shift-JIS (Japanese)",
}


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec name, how many bytes of mark to skip, and what the reader should be told about it."""

    codec: str
    mark: int = 0
    note: str | None = None


def detect_encoding(path: Path, override: str | None = None) -> Encoding:
    """Raises `EncodingUnreadable` when no encoding, or not the one asked for, reads the file."""
    with path.open("rb") as file:
        head = file.read(ENCODING_BYTES)
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if head.startswith(mark)), (b"", ""))
    if override:
        return _as_told(head, override, len(mark))
    if mark:
        # Some programs write the mark of UTF-16 before UTF-32.
        content = head[len(mark) :]
        wide = _wide_codec(content) if len(content) >= 8 else codec
        return Encoding(wide if wide.startswith("utf-32") else codec, len(mark))
    if looks_wide(head):
        wide = _wide_codec(head)
        return Encoding(wide, 0, f"The file has no encoding mark; it was read as {wide.upper()}.")
    if any(escape in head for escape in (b"\x1b$B", b"\x1b$@")):
        return Encoding("iso2022_jp", 0, "The file was read as ISO-2022-JP (Japanese).")
    sample = _telling_lines(path)
    if _is_utf8(sample):
        return Encoding("utf-8")
    if _is_mostly_utf8(sample):
        return Encoding("utf-8", 0, "Some bytes are not UTF-8; they were read as Windows-1252.")
    codec = _guess(sample)
    return Encoding(
        codec, 0, f"The file is not UTF-8; it was read as {_FAMILIAR.get(codec, codec)}. Check the accents."
    )


def _as_told(head: bytes, override: str, mark: int) -> Encoding:
    try:
        codec = codecs.lookup(override).name
    except LookupError as error:
        raise EncodingUnreadable(f"“{override}” is not an encoding that is known here.") from error
    codec = codec.removesuffix("-sig")
    if mark and codec in ("utf-16", "utf-32"):
        codec, mark = codec, 0
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        decoder.decode(head[mark:])
    except UnicodeDecodeError as error:
        line = head.count(b"\n", 0, error.start) + 1
        raise EncodingUnreadable(
            f"The file is not {override}: line {line} has bytes that this encoding does not know. "
            "Leave the encoding open to have it guessed."
        ) from error
    return Encoding(codec, mark)


def _telling_lines(path: Path) -> bytes:
    """The first lines that hold anything beyond ASCII: only these tell encodings apart."""
    kept = bytearray()
    with path.open("rb") as file:
        for _ in range(_SEARCHED_BYTES // _BLOCK):
            block = file.read(_BLOCK)
            if not block or len(kept) > ENCODING_BYTES:
                break
            if block.isascii():
                continue
            block += file.readline(_BLOCK)
            for line in block.split(b"\n"):
                if not line.isascii():
                    kept += line + b"\n"
                    if len(kept) > ENCODING_BYTES:
                        break
    return bytes(kept)


def _wide_codec(head: bytes) -> str:
    sample = head[: len(head) // 4 * 4][:4096]
    zero = [sample[start::4].count(0) * 4 / len(sample) > 0.7 for start in range(4)]
    if sum(zero) >= 3:
        return "utf-32-be" if zero[0] else "utf-32-le"
    return "utf-16-be" if zero[0] else "utf-16-le"


def _is_utf8(sample: bytes) -> bool:
    try:
        # Not `decode`: the sample may end in the middle of a character.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    whole = sum(character > "\x7f" for character in text) - broken
    return whole >= 3 * broken


def _guess(sample: bytes) -> str:
    latin = guess_latin(sample)
    if latin:
        return latin
    best = from_bytes(sample[:ENCODING_BYTES]).best()
    if best is None:
        raise EncodingUnreadable(
            "The text is in no encoding that is known here. Save the file as UTF-8 and send it again."
        )
    return best.encoding
