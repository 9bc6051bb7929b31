"""The 8-bit encodings that Vietnamese was written in before Unicode: TCVN3 (ABC), VNI-Windows and VISCII.

They are told here as text, each byte read as the CP1252 (Western European) or Latin-1 character of that number, which
is how such files and pages come: "Céng hßa" (TCVN3) and "Coäng hoøa" (VNI) for "Cộng hòa".

Tables: TCVN3 as in TCVN 5712:1993, without its capitals below 0xA0 (where the fonts have quotation marks) and without
its combining marks; VISCII as in RFC 1456; VNI-Windows as the VNI fonts draw it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import regex

from extract.patterns import compiled
from extract.text.alignment import Replacement
from extract.text.syllable import is_syllable

CP1252: Mapping[str, int] = MappingProxyType(
    {chr(byte): byte for byte in range(0x80, 0x100)}
    | {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"}
)
"""The byte behind a character, in CP1252 and, for what that leaves undefined, in Latin-1."""

HINTS = frozenset(map(chr, range(0x80, 0xC0))) - {"\xa0"} | frozenset("ÄÅÆÇËÏÑÖ×ØÛÜÞßäåæçëïðñö÷øûüþÿ")
"""Every text in these encodings has some of these, and clean Vietnamese text hardly ever has one."""

UNICODE_ONLY = "ĂăĐđĨĩŨũƠơƯưẠ-ỹ"
"""Inside of a character class: Vietnamese letters that no byte gives. A line that has one is in Unicode."""


@dataclass(frozen=True, slots=True)
class Font:
    """An encoding.

    Attributes:
        name: what it is called.
        letters: what each of its characters, or pair of characters, stands for.
        pattern: finds the keys of `letters`.
    """

    name: str
    letters: Mapping[str, str]
    pattern: regex.Pattern[str]

    def replacements(self, text: str, start: int, end: int) -> Iterator[Replacement]:
        """What is to be replaced in a span of `text` that is in this encoding."""
        for match in self.pattern.finditer(text, start, end):
            yield *match.span(), self.letters[match.group()]

    def convert(self, text: str) -> str:
        """Give `text`, all of it in this encoding, in Unicode."""
        return self.pattern.sub(lambda match: self.letters[match.group()], text)


def _tcvn3() -> Font:
    letters = dict(
        zip(
            "¡¢£¤¥¦§¨©ª«¬\xad®¯µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
            "ĂÂÊÔƠƯĐăâêôơưđẰàảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
            strict=True,
        )
    )
    return Font("TCVN3", letters, compiled("[" + "".join(letters) + "]"))


def _viscii() -> Font:
    capitals = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    letters = dict(
        zip(
            "\x02\x05\x06\x14\x19\x1e¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿ÄÅÆÇËÎÏÐÑÕÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ",
            "ẲẴẪỶỸỴắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯẢĂẳẵẺĨỳĐứạỷừửỹỵỡưảăữẫẻĩỉđựỏọụũủợỮ",
            strict=True,
        )
    )
    letters |= {character: capitals[byte - 0x80] for character, byte in CP1252.items() if byte < 0xA0}
    always = "".join(character for character in letters if character not in "…‘’“”•–—")
    # Some capitals come as punctuation: that behind a capital does not open a quotation, nor close one between two.
    return Font("VISCII", letters, compiled(rf"[{always}]|(?<=[A-Z])(?:[‘“•]|[…’”–—](?=[A-Z]))"))


def _vni() -> Font:
    tones = "\u0301\u0300\u0309\u0303\u0323"
    letters = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
    # Vowels, the mark of their shape, and what follows the vowel: for the shape alone, for the shape with each tone.
    for vowels, shape, alone, toned in (
        ("aeouyôö", "", "", "ùøûõï"),
        ("aeo", "\u0302", "â", "áàåãä"),
        ("a", "\u0306", "ê", "éèúüë"),
    ):
        for vowel in vowels:
            base = letters.get(vowel, vowel) + shape
            if alone:
                letters[vowel + alone] = unicodedata.normalize("NFC", base)
            for mark, tone in zip(toned, tones, strict=True):
                letters[vowel + mark] = unicodedata.normalize("NFC", base + tone)
    for written, letter in list(letters.items()):
        letters[written.upper()] = letter.upper()
        letters[written[0].upper() + written[1:]] = letter.upper()
    pairs = "|".join(written for written in letters if len(written) == 2)
    return Font("VNI", letters, compiled(f"{pairs}|[ñôöíìæóòîÑÔÖÍÌÆÓÒÎ]"))


FONTS = (_tcvn3(), _vni(), _viscii())

_WORD = compiled(r"[A-Za-z\x80-\uffff--[\xa0“”‘’…–—•]]+", flags=regex.V1)
_ASCII_LETTER = compiled("[A-Za-z]")
_SAMPLE = 20_000
_LEAST_HINTED = 3
_LEAST_VALID = 0.85
_LEAST_GAIN = 0.25


def validity(words: list[str]) -> float:
    """The share of `words` that can be Vietnamese syllables."""
    return sum(map(is_syllable, words)) / max(len(words), 1)


def marked_words(text: str) -> list[str]:
    """The words of `text` with an ASCII letter and a character that is not ASCII, as many as it takes to judge by.

    A sign alone, as in "£5" and "30°", is no word.
    """
    return [word for word in _WORD.findall(text, 0, _SAMPLE) if not word.isascii() and _ASCII_LETTER.search(word)]


def detect(text: str) -> Font | None:
    """The encoding that `text`, which has no character of `UNICODE_ONLY`, is in; None where it is in none of them.

    At least three different words must have characters foreign to Vietnamese, and in the encoding nearly all words must
    be possible syllables, and clearly more of them than without.
    """
    words = marked_words(text)
    if sum(not HINTS.isdisjoint(word) for word in set(words)) < _LEAST_HINTED:
        return None
    scores = [validity([font.convert(word) for word in words]) for font in FONTS]
    best = max(scores)
    if best < max(_LEAST_VALID, validity(words) + _LEAST_GAIN):
        return None
    return FONTS[scores.index(best)]
