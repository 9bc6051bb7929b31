"""Text that is not in Unicode, or was misread on the way to it: as bytes, or as wrong characters.

What can have gone wrong with characters: the text is in one of the encodings of `extract.text.fonts`; or it was in
UTF-8 and read as CP1252, once or more often, which gives "Cá»™ng hÃ²a" for "Cộng hòa".
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import regex

from extract.patterns import compiled
from extract.text import fonts
from extract.text.alignment import Alignment, Replacement, replace

MISREAD = "UTF-8 read as CP1252"


class DecodingError(UnicodeError):
    """The bytes are in no encoding that can be told."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with its legacy encodings converted.

    Attributes:
        text: the converted text.
        alignment: maps its spans to the text as given.
        encoding: "TCVN3", "VNI", "VISCII" or `MISREAD`; None where nothing was converted.
    """

    text: str
    alignment: Alignment
    encoding: str | None


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file's bytes and the name of its encoding.

    UTF-8 and UTF-16 (with a byte order mark or without) are told by their form; CP1258, TCVN3, VNI and VISCII by
    whether they give Vietnamese syllables, which takes a sentence or two.

    Raises:
        DecodingError: the bytes are in no encoding that can be told.
    """
    wide = _wide(data)
    try:
        return (data.decode(wide), "UTF-16") if wide else (data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError as error:
        found = None if wide else _eight_bit(data)
        if found is None:
            raise DecodingError(
                f"unknown encoding: not {'UTF-16' if wide else 'UTF-8'} "
                f"(byte 0x{data[error.start]:02x} at offset {error.start}: {error.reason}), "
                "and not Vietnamese in CP1258, TCVN3, VNI or VISCII"
            ) from error
        return found


def repair(text: str) -> Repaired:
    """Convert the parts of a text that were misread, or stand in an encoding made for fonts. Never raises.

    A line with a Vietnamese letter that only Unicode has is not in such an encoding; misread parts can stand in one
    line with others.
    """
    encoding = None
    alignment = Alignment(len(text))
    for _ in range(_MOST_MISREADINGS):
        misread = list(_misread(text))
        if not misread:
            break
        text, step = replace(text, misread)
        alignment = alignment.then(step)
        encoding = MISREAD
    lines = [match.span() for match in _FOREIGN_LINE.finditer(text)]
    font = fonts.detect("\n".join(text[start:end] for start, end in lines))
    if font is not None:
        text, step = replace(text, (found for line in lines for found in font.replacements(text, *line)))
        alignment = alignment.then(step)
        if font.name == "TCVN3":
            text = _CAPITALS.sub(_capitals, text)
        encoding = font.name
    return Repaired(text, alignment, encoding)


# --- UTF-8 read as CP1252 ---

# A text can have been misread, saved and misread again.
_MOST_MISREADINGS = 3

_HIGH = "[" + "".join(character for character, byte in fonts.CP1252.items() if byte < 0xC0) + "]"
_STRETCH = compiled(rf"[^\n{fonts.UNICODE_ONLY}]+")
_TWO_BYTES = compiled(f"[ÃÄÅÆ]{_HIGH}")
# Not behind a capital, where it can be clean text with a quotation mark: "ĐÃ”".
_TWO_BYTES_SURELY = compiled(f"(?<![A-ZĐ])[ÃÄÅÆ]{_HIGH}")
_THREE_BYTES = compiled(f"á[º»]{_HIGH}")
_READ = compiled(
    f"(?P<bytes>[Â-ß]{_HIGH}|[à-ï]{_HIGH}{{2}}|[ð-ô]{_HIGH}{{3}})"
    # What is left of à where a no-break space became a space; of í, ử and ậ where a soft hyphen was dropped.
    r"|(?P<à>Ã (?=(?:n[gh]|[cimnoptuy])(?!\p{L})|[,.;:!?)]|$)|Ã(?!\p{L}))|(?P<í>Ã(?=[a-z]))|(?P<ử>á»)|(?P<ậ>áº)",
    flags=regex.MULTILINE,
)


def _misread(text: str) -> Iterator[Replacement]:
    if not _TWO_BYTES.search(text) and not _THREE_BYTES.search(text):
        return
    # One such pair can be an accident. One stretch has to prove it for all.
    stretches = [stretch.span() for stretch in _STRETCH.finditer(text)]
    if not any(map(partial(_proves_misreading, text), stretches)):
        return
    for start, end in stretches:
        is_line = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
        if _THREE_BYTES.search(text, start, end) or len(_TWO_BYTES.findall(text, start, end)) >= (1 if is_line else 2):
            for match in _READ.finditer(text, start, end):
                yield *match.span(), _reread(match)


def _proves_misreading(text: str, span: tuple[int, int]) -> bool:
    two, three = len(_TWO_BYTES_SURELY.findall(text, *span)), len(_THREE_BYTES.findall(text, *span))
    return two + three >= (2 if three else 3)


def _reread(match: regex.Match[str]) -> str:
    read = match.group()
    if match.lastgroup != "bytes":
        return match.lastgroup or read
    try:
        return bytes(fonts.CP1252[character] for character in read).decode("utf-8")
    except UnicodeDecodeError:
        return read


# --- Encodings made for fonts ---

_FOREIGN_LINE = compiled(
    rf"^[\x00-\x09\x0b-\x7f]*+[^\x00-\x7f{fonts.UNICODE_ONLY}][^\n{fonts.UNICODE_ONLY}]*+$", flags=regex.MULTILINE
)

# TCVN3 writes capitals with tones in a font where the small letters look like capitals. What shows them in plain text
# is ASCII capitals around them, "CộNG HòA", in a run of words without small ASCII letters.
_CAPITALS = compiled(r"(?<!\p{L})[\p{L}--a-z]+(?:[^\p{L}\n]{1,3}[\p{L}--a-z]+)*+(?!\p{L})", flags=regex.V1)
_CAPITAL_WORD = compiled(r"(?=\p{L}*[A-Z]\p{L}*[A-Z])\p{L}*\p{Ll}")


def _capitals(match: regex.Match[str]) -> str:
    words = match.group()
    return words.upper() if _CAPITAL_WORD.search(words) else words


# --- Bytes ---

_SAMPLE = 4000
_LEAST_WORDS = 3
_LEAST_VALID = 0.85
_AS_CP1252 = {byte: character for character, byte in fonts.CP1252.items() if byte < 0xA0 <= ord(character)}


def _wide(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # ASCII characters, at least the spaces, have a zero for the upper byte; no other text has zeros.
    low, high = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if max(low, high) * 10 <= min(len(data), _SAMPLE) or min(low, high):
        return None
    return "utf-16-le" if high else "utf-16-be"


def _eight_bit(data: bytes) -> tuple[str, str] | None:
    repaired = repair(data.decode("latin-1").translate(_AS_CP1252))
    if repaired.encoding in {font.name for font in fonts.FONTS}:
        return repaired.text, repaired.encoding
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    words = fonts.marked_words(unicodedata.normalize("NFC", text))
    vietnamese = len(words) >= _LEAST_WORDS and fonts.validity(words) >= _LEAST_VALID
    return (text, "CP1258") if vietnamese else None
